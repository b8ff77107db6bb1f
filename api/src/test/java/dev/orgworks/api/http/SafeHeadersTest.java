package dev.orgworks.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every answer says to browsers, and what none says. */
class SafeHeadersTest extends ApiTest {

    @Test
    void everyKindOfAnswerSaysHowLittleMayBeDoneWithIt() {
        Tenant tenant = tenant();
        Map<Integer, Answer> answers = new LinkedHashMap<>();
        for (Answer answer : List.of(
                nobody.get("/health"),
                admin.post("/api/tokens", "{\"name\": \"x\", \"role\": \"VIEWER\"}"),
                upload(admin, tenant, "user_id,login_id,status\nA,ada,active\n"),
                admin.get("/api/organizations?limit=0"),
                admin.get("/api/organizations;x=1"),
                nobody.get("/api/organizations"),
                somebody("VIEWER", tenant).post("/api/organizations", "{\"name\": \"x\"}"),
                admin.get("/nothing"),
                admin.send("DELETE", "/api/jobs", BodyPublishers.noBody()),
                admin.get("/api/organizations", "Accept", "application/xml"),
                admin.post("/api/jobs/"
                        + imported(tenant, "user_id,login_id,status\nB,bob,active\n")
                                .text("/data/jobId") + "/cancel"),
                admin.post("/api/tokens", "text/plain", "x".getBytes(StandardCharsets.UTF_8)))) {
            answers.put(answer.status(), answer);
        }
        database.sql("alter table access_token rename to access_token_away").update();
        try {
            Answer failed = admin.get("/api/tokens");
            answers.put(failed.status(), failed);
        } finally {
            database.sql("alter table access_token_away rename to access_token").update();
        }

        assertThat(answers.keySet())
                .containsExactlyInAnyOrder(200, 201, 202, 400, 401, 403, 404, 405, 406, 409, 415, 500);
        assertThat(answers.values()).allSatisfy(SafeHeadersTest::isSafe);
    }

    @Test
    void filesAndStreamsAreNoExceptions() {
        Tenant tenant = tenant();
        String job = imported(tenant, "user_id,login_id,status\nA,ada,active\n").text("/data/jobId");

        isSafe(admin.get(tenant.path() + "/learners?format=csv").expect(200));
        isSafe(admin.get("/api/jobs/" + job + "/events").expect(200));
        isSafe(admin.get("/actuator/prometheus").expect(200));
    }

    @Test
    void withoutASettingNoOriginIsAllowed() {
        Answer simple =
                nobody.get("/health", "Origin", "https://console.example.org").expect(200);
        Answer preflight = nobody.send(
                        "OPTIONS",
                        "/api/organizations",
                        BodyPublishers.noBody(),
                        "Origin",
                        "https://console.example.org",
                        "Access-Control-Request-Method",
                        "GET")
                .expect(401);

        for (Answer answer : List.of(simple, preflight)) {
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
            assertThat(answer.header("vary")).doesNotContain("Origin");
        }
    }

    static void isSafe(Answer answer) {
        assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("x-frame-options")).containsExactly("DENY");
        assertThat(answer.headers().allValues("content-security-policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().allValues("referrer-policy")).containsExactly("no-referrer");
        assertThat(answer.headers().allValues("cache-control")).containsExactly("no-store");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by", "strict-transport-security");
        assertThat(answer.header("x-request-id")).isNotEmpty();
    }
}
