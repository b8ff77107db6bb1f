package dev.orgworks.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.api.http.RateLimitSettings.Claims;
import dev.orgworks.api.http.RateLimitSettings.Creations;
import dev.orgworks.api.http.RateLimitSettings.Invites;
import dev.orgworks.api.http.RateLimitSettings.SignIns;
import dev.orgworks.api.http.RateLimitSettings.SignInsOfAccount;
import dev.orgworks.api.http.RateLimitSettings.TokenFailures;
import dev.orgworks.api.http.RateLimits.Rule;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** How requests are counted. */
class RateLimitsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private MockHttpServletResponse response = new MockHttpServletResponse();
    private final RateLimits limits = new RateLimits(
            new RateLimitSettings(
                    new Creations(3, MINUTE),
                    new SignIns(4, MINUTE),
                    new SignInsOfAccount(2, MINUTE),
                    new TokenFailures(1, MINUTE),
                    new Invites(5, MINUTE),
                    new Claims(1, MINUTE),
                    1_000),
            () -> now);

    @Test
    void eachRequestSaysHowManyAreLeft() {
        limits.take(Rule.CREATIONS, "one", response);

        assertThat(response.getHeader("RateLimit-Policy")).isEqualTo("\"creations\";q=3;w=60");
        assertThat(response.getHeader("RateLimit")).isEqualTo("\"creations\";r=2;t=20");
    }

    @Test
    void oneTooManyIsToldWhenToComeAgainAndMayThen() {
        for (int i = 0; i < 3; i++) {
            limits.take(Rule.CREATIONS, "one", response);
        }

        assertThatThrownBy(() -> limits.take(Rule.CREATIONS, "one", response))
                .isInstanceOfSatisfying(TooManyRequestsException.class, refused -> {
                    assertThat(refused.failure().status().value()).isEqualTo(429);
                    assertThat(refused.failure().headers().getFirst("Retry-After"))
                            .isEqualTo("20");
                    assertThat(refused.failure().headers().getFirst("RateLimit"))
                            .isEqualTo("\"creations\";r=0;t=60");
                });
        now = now.plusSeconds(20);
        limits.take(Rule.CREATIONS, "one", response);
        assertThat(response.getHeader("RateLimit")).startsWith("\"creations\";r=0;");
    }

    @Test
    void othersAndOtherThingsAreCountedApart() {
        limits.take(Rule.TOKEN_FAILURES, "one", response);

        limits.take(Rule.TOKEN_FAILURES, "other", response);
        limits.take(Rule.CREATIONS, "one", response);
        assertThatThrownBy(() -> limits.take(Rule.TOKEN_FAILURES, "one", response))
                .isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void signInsAreCountedByAddressAndByAccountHoweverItIsWritten() {
        limits.signIn("10.0.0.1", "ada@example.org", response);
        limits.signIn("10.0.0.2", " ADA@example.org", response);

        assertThatThrownBy(() -> limits.signIn("10.0.0.3", "ada@example.org", response))
                .isInstanceOf(TooManyRequestsException.class)
                .hasMessageNotContaining("ada");
        limits.signIn("10.0.0.1", "b@example.org", response);
        limits.signIn("10.0.0.1", "c@example.org", response);
        limits.signIn("10.0.0.1", "d@example.org", response);
        assertThatThrownBy(() -> limits.signIn("10.0.0.1", "e@example.org", response))
                .isInstanceOf(TooManyRequestsException.class);
    }
}
