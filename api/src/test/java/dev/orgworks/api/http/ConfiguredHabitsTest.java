package dev.orgworks.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.testing.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The habits that depend on settings: a node of the API alone, with narrow limits, behind a proxy, for pages of one origin. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orgworks.node=api",
            "orgworks.docs=false",
            "orgworks.admin-token=" + ConfiguredHabitsTest.ADMINISTRATOR,
            "orgworks.sis.uploads=target/test-uploads",
            "orgworks.rate-limits.creations.requests=3",
            "orgworks.rate-limits.creations.per=1h",
            "orgworks.rate-limits.token-failures.requests=2",
            "orgworks.rate-limits.token-failures.per=1h",
            "orgworks.cors.allowed-origins=https://console.example.org,http://localhost:3000",
            "server.forward-headers-strategy=native"
        })
class ConfiguredHabitsTest {

    static final String ADMINISTRATOR = "the-platform-administrator-of-the-habits";

    private static final String CONSOLE = "https://console.example.org";

    private Client nobody = new Client(0, null);
    private Client admin = nobody;

    @DynamicPropertySource
    static void useTheTestDatabase(DynamicPropertyRegistry registry) {
        TestDatabase.register(registry);
    }

    @BeforeEach
    void meet(@LocalServerPort int port) {
        nobody = new Client(port, null);
        admin = nobody.with(ADMINISTRATOR);
    }

    @Test
    void withoutTheDocsNothingIsServedThere() {
        nobody.get("/docs").refused(404);
        nobody.get("/docs/index.html").refused(404);
        nobody.get("/docs/openapi/learning").refused(404);
    }

    @Test
    void withoutASecretOfItsOwnNobodyUsesTheRunnerOfReportJobs() {
        for (String path : new String[] {"", "/status"}) {
            Answer refused = nobody.post(
                            "/api/organizations/reports/jobs/process" + path,
                            "{\"jobIds\": [\"0198c0de-7a11-7c3e-9b1f-2f6d5a4c3b21\"]}",
                            "x-org-report-runner-secret",
                            "")
                    .refused(503);
            assertThat(refused.text("/code")).isEqualTo("REPORT_RUNNER_NOT_CONFIGURED");
            assertThat(refused.text("/message")).contains("ORGANIZATION_REPORT_RUNNER_SECRET");
        }
    }

    @Test
    void whoCreatesTooMuchIsToldWhenToGoOn() {
        Client maker = admin.with(admin.post("/api/tokens", "{\"name\": \"Maker\", \"role\": \"ADMIN\"}")
                .expect(201)
                .text("/data/token"));

        assertThat(maker.post("/api/tokens", "{}").refused(400).header("ratelimit"))
                .startsWith("\"creations\";r=2;");
        maker.post("/api/tokens", "{}").refused(400);
        assertThat(maker.post("/api/tokens", "{}").refused(400).header("ratelimit-policy"))
                .isEqualTo("\"creations\";q=3;w=3600");
        Answer refused = maker.post("/api/tokens", "{}").refused(429);

        assertThat(refused.text("/code")).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 1_200);
        assertThat(refused.header("ratelimit")).startsWith("\"creations\";r=0;");
        maker.get("/api/tokens").expect(200);
    }

    @Test
    void whoGuessesTokensIsToldToStopAndOthersAreNot() {
        Client guesser = nobody.with("orgw_guessed");
        String[] attacker = {"X-Forwarded-For", "203.0.113.7"};

        guesser.get("/api/tokens", attacker).refused(401);
        guesser.get("/api/tokens", attacker).refused(401);
        Answer refused = guesser.get("/api/tokens", attacker).refused(429);

        assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
        nobody.get("/api/tokens", attacker).refused(401);
        admin.get("/api/tokens", attacker).expect(200);
        guesser.get("/api/tokens", "X-Forwarded-For", "203.0.113.8").refused(401);
    }

    @Test
    void aPreflightRequestOfAConfiguredOriginIsAnsweredBy204() {
        Answer preflight = preflight(CONSOLE).expect(204);

        assertThat(preflight.body()).isEmpty();
        assertThat(preflight.header("access-control-allow-origin")).isEqualTo(CONSOLE);
        assertThat(preflight.header("access-control-allow-methods")).contains("PATCH", "DELETE");
        assertThat(preflight.header("access-control-allow-headers")).contains("Authorization", "Idempotency-Key");
        assertThat(preflight.header("access-control-allow-credentials")).isEmpty();
        assertThat(preflight.header("vary")).contains("Origin");
    }

    @Test
    void aConfiguredOriginMayReadAnswersAndRefusalsWithTheirHeaders() {
        for (Answer answer : List.of(
                admin.get("/api/organizations", "Origin", CONSOLE).expect(200),
                nobody.get("/api/organizations", "Origin", CONSOLE).refused(401),
                admin.get("/nothing", "Origin", CONSOLE).refused(404))) {
            assertThat(answer.header("access-control-allow-origin")).isEqualTo(CONSOLE);
            assertThat(answer.header("access-control-expose-headers"))
                    .contains(
                            "ETag",
                            "Location",
                            "x-request-id",
                            "x-correlation-id",
                            "RateLimit",
                            "Retry-After",
                            "Idempotent-Replayed");
        }
    }

    @Test
    void anyOtherOriginIsAllowedNothing() {
        for (String origin : List.of(
                "https://console.example.org.evil.example",
                "http://console.example.org",
                "null",
                "https://example.org")) {
            for (Answer answer : List.of(preflight(origin), admin.get("/api/organizations", "Origin", origin))) {
                assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
                assertThat(answer.header("vary")).contains("Origin");
            }
            preflight(origin).refused(401);
        }
    }

    @Test
    void behindAProxyThatEndsTlsBrowsersAreToldToStayWithIt() {
        assertThat(nobody.get("/health", "X-Forwarded-Proto", "https").header("strict-transport-security"))
                .isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(nobody.get("/health").header("strict-transport-security")).isEmpty();
    }

    private Answer preflight(String origin) {
        return nobody.send(
                "OPTIONS",
                "/api/organizations",
                BodyPublishers.noBody(),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }
}
