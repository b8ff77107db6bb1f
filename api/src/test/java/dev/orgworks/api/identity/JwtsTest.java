package dev.orgworks.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.TestIssuer;
import dev.orgworks.domain.users.JwtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which JWTs open the platform, and how far: those of {@code jwts.tsv}. */
class JwtsTest extends ApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final DecodeJwt decode;

    JwtsTest(@Autowired DecodeJwt decode) {
        this.decode = decode;
    }

    record Case(String what, TestIssuer issuer, JwtForgery signing, String claims, String verdict) {

        boolean isRefused() {
            return verdict.equals("REFUSED");
        }

        String token() {
            try {
                return signing.sign(issuer, JSON.writeValueAsString(allClaims()));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        private Map<String, Object> allClaims() {
            long now = Instant.now().getEpochSecond();
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("iss", issuer.uri());
            all.put("sub", "user_vectors");
            all.put("iat", now - 5);
            all.put("nbf", now - 5);
            all.put("exp", now + 60);
            all.putAll(
                    issuer == TestIssuer.CLERK
                            ? Map.of("azp", "https://app.example.com", "sid", "sess_1")
                            : Map.of("aud", "orgworks"));
            String special =
                    claims.replace("{clerk}", TestIssuer.CLERK.uri()).replace("{oidc}", TestIssuer.OPENID.uri());
            JSON.readValue(special, CLAIMS).forEach((name, value) -> {
                if (value == null) {
                    all.remove(name);
                } else if (value instanceof String text && text.matches("now[+-]\\d+")) {
                    all.put(name, now + Long.parseLong(text.substring("now".length())));
                } else {
                    all.put(name, value);
                }
            });
            return all;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void aGenuineTokenOpensAsFarAsItsClaimsSay(Case vector) {
        Optional<JwtSession> session = decode.decode(vector.token());

        assertThat(session).isPresent();
        assertThat(session.get().role() + " "
                        + Objects.requireNonNullElse(session.get().clerkOrganization(), "-"))
                .isEqualTo(vector.verdict());
        assertThat(session.get().issuer()).isEqualTo(vector.issuer().uri());
        admin.with(vector.token()).get("/api/organizations").expect(200);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void everyOtherTokenIsRefusedWithoutAWordOnWhy(Case vector) {
        Answer unknown = admin.with("orgw_unknown").get("/api/organizations").expect(401);

        Answer answer = admin.with(vector.token()).get("/api/organizations").refused(401);

        assertThat(answer.body()).isEqualTo(unknown.body());
        assertThat(answer.header("www-authenticate")).isEqualTo(unknown.header("www-authenticate"));
    }

    static Stream<Case> accepted() {
        return cases().filter(vector -> !vector.isRefused());
    }

    static Stream<Case> refused() {
        return cases().filter(Case::isRefused);
    }

    private static Stream<Case> cases() {
        try (InputStream in = Objects.requireNonNull(JwtsTest.class.getResourceAsStream("jwts.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", -1))
                            .map(cells -> new Case(
                                    cells[0],
                                    cells[1].equals("clerk") ? TestIssuer.CLERK : TestIssuer.OPENID,
                                    JwtForgery.valueOf(cells[2]),
                                    cells[3],
                                    cells[4]))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
