package dev.orgworks.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest extends ApiTest {

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"name\": }", "name=x", "\u0000", "{\"name\": \"x\",}"})
    void whatIsNotJsonIsRefusedWithItsPlace(String body) {
        Answer refused = admin.post("/api/organizations", body).refused(400);

        assertThat(refused.at("/details/0/code").asString()).isEqualTo("MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "\"text\"", "[{\"name\": \"x\"}]", "[1, 2", "{\"name\": \"x\"} {}"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        admin.post("/api/organizations", body).refused(400);
    }

    @Test
    void deepNestingIsRefused() {
        admin.post("/api/organizations", "{\"name\": \"x\", \"settings\": " + "{\"a\":".repeat(5_000))
                .refused(400);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/organizations, 'GET, POST'",
        "PUT, /api/jobs, GET",
        "POST, /api/jobs/1, GET",
        "PATCH, /api/tokens/1, 'DELETE, GET'"
    })
    void aMethodThatARouteDoesNotTakeIsRefusedWithThoseThatItTakes(String method, String path, String allowed) {
        Answer refused = admin.send(method, path, java.net.http.HttpRequest.BodyPublishers.noBody())
                .refused(405);

        assertThat(refused.header("allow").split(",\\s*")).containsExactlyInAnyOrder(allowed.split(", "));
        assertThat(refused.text("/message")).contains(method).endsWith(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api", "/api/", "/api/nothing", "/api/organizations/1/nothing", "/error", "/favicon.ico"})
    void anUnknownRouteIsNotFound(String path) {
        admin.get(path).refused(404);
        nobody.get(path).refused(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "x"})
    void aBodyOfAnotherKindIsRefusedWithTheKindsThatAreTaken(String type) {
        Answer refused = admin.post("/api/organizations", type, "{\"name\": \"x\"}".getBytes(StandardCharsets.UTF_8))
                .refused(415);

        assertThat(refused.text("/message")).contains("application/json");
    }

    @Test
    void anAnswerOfAnotherKindIsNotToBeHad() {
        assertThat(admin.get("/api/organizations", "Accept", "application/xml")
                        .refused(406)
                        .text("/message"))
                .contains("application/json");
    }

    @Test
    void anErrorIsJsonWhateverWasAskedFor() {
        admin.get("/api/organizations/0", "Accept", "text/csv").refused(404);
        admin.get("/api/jobs/00000000-0000-0000-0000-000000000000/events", "Accept", "text/event-stream")
                .refused(404);
        nobody.get("/api/organizations", "Accept", "text/html").refused(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/jobs/x, jobId",
        "/api/tokens/x, id",
        "/api/tokens/99999999999999999999, id",
        "/api/jobs?state=DONE, state",
        "/api/jobs?organizationId=x, organizationId",
        "/api/jobs?from=yesterday, from",
        "/api/jobs?to=2026-13-01T00:00:00Z, to"
    })
    void aParameterOfTheWrongTypeIsRefusedByItsName(String path, String name) {
        assertThat(admin.get(path).refused(400).wrongFields()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api//organizations",
                "/api/organizations;x=1",
                "/api/organizations/%2e%2e",
                "/api/organizations/%25",
                "/api/organizations/%0a"
            })
    void aHostilePathIsRefusedInTheShapeOfEveryRefusal(String path) {
        Answer answer = admin.get(path);

        assertThat(answer.status()).isIn(400, 404);
        answer.refused(answer.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/<x> HTTP/1.1",
                "GET /api/%zz HTTP/1.1",
                "GET /api/organizations HTTP/9.9",
                "GET /api/organizations/%2F HTTP/1.1",
                "GET /api/organizations/%00 HTTP/1.1",
                "GET /api/organizations/%5c HTTP/1.1",
                "GET"
            })
    void whatIsHardlyHttpLearnsNothingOfTheInside(String line) throws IOException {
        try (Socket socket = new Socket("localhost", admin.port())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).matches("(?s)HTTP/1.1 (400|401|505).*");
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("tomcat", "exception", "\tat ");
        }
    }

    @Test
    void aFailureOfTheDatabaseTellsNothingOfIt() {
        database.sql("alter table access_token rename to access_token_away").update();
        try {
            Answer answer = admin.get("/api/tokens").refused(500);

            assertThat(answer.body()).doesNotContain("access_token");
        } finally {
            database.sql("alter table access_token_away rename to access_token").update();
        }
    }
}
