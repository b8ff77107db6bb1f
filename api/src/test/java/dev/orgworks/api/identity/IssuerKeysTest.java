package dev.orgworks.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import dev.orgworks.api.identity.JwtSettings.Issuer;
import dev.orgworks.api.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private final TestIssuer issuer = new TestIssuer();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private IssuerKeys keys = keysOf(issuer.uri(), issuer.jwksUri());

    @Test
    void keysAreFetchedAtTheFirstTokenAndThenKeptForAnHour() throws KeySourceException {
        assertThat(issuer.fetches()).isZero();
        assertThat(knows(issuer.key())).isTrue();
        pass(Duration.ofMinutes(59));
        assertThat(knows(issuer.key())).isTrue();
        assertThat(issuer.fetches()).isEqualTo(1);

        pass(Duration.ofMinutes(1).plusMillis(1));
        assertThat(knows(issuer.key())).isTrue();
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void aTokenOfANewKeyMakesTheKeysBeFetchedAnew() throws KeySourceException {
        assertThat(knows(issuer.key())).isTrue();
        RSAKey next = TestIssuer.newKey("the-second");
        issuer.publish(issuer.key(), next);

        assertThat(knows(next)).isTrue();
        assertThat(knows(issuer.key())).isTrue();
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNoLongerPublishedIsForgottenWithTheNextFetch() throws KeySourceException {
        assertThat(knows(issuer.key())).isTrue();
        issuer.publish(TestIssuer.newKey("the-second"));
        pass(Duration.ofHours(1).plusMillis(1));

        assertThat(knows(issuer.key())).isFalse();
    }

    @Test
    void tokensOfInventedKeysMakeOneFetchAMinute() throws KeySourceException {
        assertThat(knows(issuer.key())).isTrue();
        for (int second = 0; second < 180; second++) {
            assertThat(knows("invented-" + second)).isFalse();
            pass(Duration.ofSeconds(1));
        }

        assertThat(issuer.fetches()).isEqualTo(1 + 3);
    }

    @Test
    void requestsOfANewKeyThatComeTogetherAreAllServedByOneFetch() throws Exception {
        assertThat(knows(issuer.key())).isTrue();
        RSAKey next = TestIssuer.newKey("the-second");
        issuer.publish(next);

        ExecutorService requests = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> same = java.util.Collections.nCopies(64, () -> knows(next));
            for (Future<Boolean> request : requests.invokeAll(same)) {
                assertThat(request.get()).isTrue();
            }
        } finally {
            requests.shutdown();
        }
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void knownKeysOutliveAnOutageOfTheirHost() throws KeySourceException {
        assertThat(knows(issuer.key())).isTrue();
        issuer.answerWith(503);
        for (int hour = 0; hour < 20; hour++) {
            pass(Duration.ofMinutes(61));
            assertThat(knows(issuer.key())).isTrue();
        }
        assertThat(knows("unknown")).isFalse();

        RSAKey next = TestIssuer.newKey("the-second");
        issuer.publish(next);
        issuer.answerWith(200);
        pass(Duration.ofMinutes(2));
        assertThat(knows(next)).isTrue();
    }

    @Test
    void nonsenseInPlaceOfKeysCountsAsAnOutage() throws KeySourceException {
        assertThat(knows(issuer.key())).isTrue();
        issuer.publish("<html>We are sorry</html>");
        pass(Duration.ofMinutes(61));

        assertThat(knows(issuer.key())).isTrue();
    }

    @Test
    void aHostThatDoesNotAnswerIsNotAskedByEveryRequest() throws KeySourceException {
        issuer.answerWith(503);
        for (int request = 0; request < 20; request++) {
            assertThatThrownBy(() -> knows(issuer.key())).isInstanceOf(KeySourceException.class);
        }
        assertThat(issuer.fetches()).isEqualTo(2);

        issuer.answerWith(200);
        pass(Duration.ofSeconds(10));
        assertThat(knows(issuer.key())).isTrue();
    }

    @Test
    void withoutAnAddressTheKeysAreFoundByDiscovery() throws KeySourceException {
        keys = keysOf(issuer.uri(), null);

        assertThat(knows(issuer.key())).isTrue();
    }

    /** Else whoever serves one path of a host could speak for another issuer on it. */
    @Test
    void theDiscoveryDocumentOfAnotherIssuerIsNotBelieved() {
        keys = keysOf(issuer.uri() + "/", null);

        assertThatThrownBy(() -> knows(issuer.key())).isInstanceOf(KeySourceException.class);
        assertThat(issuer.fetches()).isZero();
    }

    private boolean knows(RSAKey key) throws KeySourceException {
        return knows(key.getKeyID());
    }

    private boolean knows(String keyId) throws KeySourceException {
        return !keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build()), null)
                .isEmpty();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private IssuerKeys keysOf(String uri, @Nullable String jwksUri) {
        return new IssuerKeys(
                new PublishedKeys(new Issuer(
                        uri, jwksUri, IssuerKind.GENERIC, List.of(), List.of(), null, null, Map.of(), false)),
                () -> now);
    }
}
