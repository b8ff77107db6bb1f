package dev.orgworks.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest extends ApiTest {

    @Test
    void aTokenIsShownOnceAndOpensFromThenOn() {
        Answer issued = admin.post("/api/tokens", "{\"name\": \" Registrar \", \"role\": \"VIEWER\"}")
                .expect(201);
        String secret = issued.text("/data/token");
        String location = issued.header("location");

        assertThat(secret).startsWith("orgw_").hasSizeGreaterThan(40);
        assertThat(issued.text("/data/name")).isEqualTo("Registrar");
        assertThat(issued.at("/data/organizationIds").isNull()).isTrue();
        assertThat(issued.header("cache-control")).isEqualTo("no-store");
        assertThat(location).isEqualTo("/api/tokens/" + issued.text("/data/id"));
        admin.with(secret).get("/api/organizations").expect(200);
        Answer again = admin.get(location).expect(200);
        assertThat(again.at("/data").has("token")).isFalse();
        assertThat(again.body()).doesNotContain(secret);
        assertThat(admin.get("/api/tokens?limit=100").expect(200).body()).doesNotContain(secret);
    }

    @Test
    void theSecretIsNowhereInTheDatabase() {
        Answer issued = admin.post("/api/tokens", "{\"name\": \"Hidden\", \"role\": \"ADMIN\"}")
                .expect(201);
        String secret = issued.text("/data/token");
        admin.delete(issued.header("location")).expect(200);

        List<String> tables = database.sql("""
                        select table_name from information_schema.tables
                        where table_schema = database() and table_type = 'BASE TABLE'
                        """).query(String.class).list();
        assertThat(tables).contains("access_token", "audit_event");
        for (String table : tables) {
            String rows = database.sql("select * from " + table).query().listOfRows().stream()
                    .map(row -> row.values().stream()
                            .map(value -> value instanceof byte[] bytes
                                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                                    : String.valueOf(value))
                            .collect(Collectors.joining(" ")))
                    .collect(Collectors.joining("\n"));
            assertThat(rows).as(table).doesNotContain(secret).doesNotContain(secret.substring("orgw_".length()));
        }
    }

    @Test
    void aRevokedTokenOpensNothingAndStaysInTheList() {
        Answer issued = admin.post("/api/tokens", "{\"name\": \"Gone\", \"role\": \"VIEWER\"}")
                .expect(201);
        Client client = admin.with(issued.text("/data/token"));
        client.get("/api/organizations").expect(200);

        Answer revoked = admin.delete(issued.header("location")).expect(200);

        client.get("/api/organizations").refused(401);
        assertThat(revoked.text("/data/revokedAt")).isNotBlank();
        assertThat(admin.delete(issued.header("location")).expect(200).text("/data/revokedAt"))
                .isEqualTo(revoked.text("/data/revokedAt"));
        assertThat(admin.get("/api/tokens?limit=100").each("id")).contains(issued.text("/data/id"));
    }

    @Test
    void aTokenOpensUntilItExpires() {
        Instant expiry = Instant.now().plusSeconds(3_600);
        Answer issued = admin.post(
                        "/api/tokens",
                        "{\"name\": \"Short\", \"role\": \"VIEWER\", \"expiresAt\": \"%s\"}".formatted(expiry))
                .expect(201);
        Client client = admin.with(issued.text("/data/token"));

        client.get("/api/organizations").expect(200);
        database.sql("update access_token set expires_at = :now where id = :id")
                .param("now", Timestamp.from(Instant.now()))
                .param("id", issued.text("/data/id"))
                .update();
        client.get("/api/organizations").refused(401);
    }

    @Test
    void withoutATokenTheAnswerSaysHowToSendOne() {
        Answer answer = nobody.get("/api/organizations").refused(401);

        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(answer.text("/message")).contains("Authorization: Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer unknown",
                "Bearer ",
                "Bearer",
                "Basic YWRtaW46YWRtaW4=",
                ADMINISTRATOR,
                "Bearer " + ADMINISTRATOR + "x",
                "Bearer orgw_' or '1'='1"
            })
    void whatIsNoTokenOpensNothing(String authorization) {
        nobody.get("/api/organizations", "Authorization", authorization).refused(401);
    }

    @Test
    void theSchemeBearerIsReadWithoutRegardToCase() {
        nobody.get("/api/organizations", "Authorization", "bearer " + ADMINISTRATOR)
                .expect(200);
    }

    @Test
    void aLimitedAdministratorReachesNoFurtherThanHisToken() {
        Tenant own = tenant();
        Tenant foreign = tenant();
        Client limited = somebody("ADMIN", own);

        Answer inherited = limited.post("/api/tokens", "{\"name\": \"Child\", \"role\": \"ADMIN\"}")
                .expect(201);
        assertThat(inherited.at("/data/organizationIds").valueStream().map(id -> id.longValue()))
                .containsExactly(own.id());
        limited.post(
                        "/api/tokens",
                        "{\"name\": \"Too far\", \"role\": \"VIEWER\", \"organizationIds\": [%d, %d]}"
                                .formatted(own.id(), foreign.id()))
                .refused(404);
        assertThat(limited.get("/api/tokens?limit=100").expect(200).each("name"))
                .doesNotContain("Too far");
        limited.post("/api/organizations", "{\"name\": \"Not mine\"}").refused(403);
        assertThat(admin.get("/api/organizations?name=Not%20mine")
                        .at("/meta/total")
                        .longValue())
                .isZero();
    }

    @Test
    void aLimitedAdministratorNeitherSeesNorRevokesTokensThatReachFurther() {
        Tenant own = tenant();
        Tenant foreign = tenant();
        Client limited = somebody("ADMIN", own);
        Answer everywhere = admin.post("/api/tokens", "{\"name\": \"Everywhere\", \"role\": \"VIEWER\"}");
        List<Answer> hidden = List.of(
                everywhere,
                issue(admin, "VIEWER", List.of(foreign.id())),
                issue(admin, "VIEWER", List.of(own.id(), foreign.id())));

        for (Answer token : hidden) {
            limited.get(token.header("location")).refused(404);
            limited.delete(token.header("location")).refused(404);
            admin.with(token.text("/data/token")).get("/api/organizations").expect(200);
        }
        assertThat(limited.get("/api/tokens").expect(200).at("/meta/total").longValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"VIEWER", "MANAGER"})
    void onlyAnAdministratorHandlesTokens(String role) {
        Client client = somebody(role, tenant());

        client.get("/api/tokens").refused(403);
        client.post("/api/tokens", "{\"name\": \"Mine\", \"role\": \"VIEWER\"}").refused(403);
    }

    @Test
    void everyWrongFieldOfATokenIsNamed() {
        assertThat(admin.post("/api/tokens", "{\"name\": \"  \"}").refused(400).wrongFields())
                .containsExactly("name", "role");
        assertThat(admin.post(
                                "/api/tokens",
                                "{\"name\": \"%s\", \"role\": null, \"organizationIds\": [null]}"
                                        .formatted("n".repeat(256)))
                        .refused(400)
                        .wrongFields())
                .hasSize(3)
                .contains("name", "role");
        assertThat(admin.post("/api/tokens", "{\"name\": \"x\", \"role\": \"OWNER\"}")
                        .refused(400)
                        .text("/message"))
                .contains("role", "VIEWER, MANAGER, ADMIN");
        assertThat(admin.post(
                                "/api/tokens",
                                "{\"name\": \"x\", \"role\": \"VIEWER\", \"expiresAt\": \"2001-01-01T00:00:00Z\"}")
                        .refused(400)
                        .wrongFields())
                .containsExactly("expiresAt");
        assertThat(admin.post("/api/tokens", "{\"name\": \"x\", \"role\": \"VIEWER\", \"organizationIds\": []}")
                        .refused(400)
                        .wrongFields())
                .containsExactly("organizationIds");
    }

    /** A token meant for one organization must not become one for all of them by a slip of the pen. */
    @Test
    void aMisspeltFieldIsRefusedAndNotPassedOver() {
        assertThat(admin.post("/api/tokens", "{\"name\": \"x\", \"role\": \"VIEWER\", \"organizationsId\": [1]}")
                        .refused(400)
                        .wrongFields())
                .containsExactly("organizationsId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "\"2\"", "true", "[\"ADMIN\"]", "{}", "\"\""})
    void aRoleIsOnlyEverAWord(String role) {
        assertThat(admin.post("/api/tokens", "{\"name\": \"x\", \"role\": %s}".formatted(role))
                        .refused(400)
                        .wrongFields())
                .containsExactly("role");
    }

    @Test
    void aTokenWithTheLongestNameCanDoWhatAShortOneCan() {
        String name = "n".repeat(255);
        Answer issued = admin.post("/api/tokens", "{\"name\": \"%s\", \"role\": \"ADMIN\"}".formatted(name))
                .expect(201);
        Client client = admin.with(issued.text("/data/token"));
        String request = UUID.randomUUID().toString();

        client.post("/api/organizations", "{\"name\": \"Made by a long name\"}", "x-request-id", request)
                .expect(201);
        client.post("/api/tokens", "{\"name\": \"Child\", \"role\": \"VIEWER\"}")
                .expect(201);
        assertThat(audit(request))
                .singleElement()
                .satisfies(row -> assertThat(row.actor()).startsWith("token:" + issued.text("/data/id") + ":nnn"));
    }

    @Test
    void issuingAndRevokingAreAudited() {
        Tenant tenant = tenant();
        String request = UUID.randomUUID().toString();
        Answer issued = admin.post(
                        "/api/tokens",
                        "{\"name\": \"Audited\", \"role\": \"VIEWER\", \"organizationIds\": [%d]}"
                                .formatted(tenant.id()),
                        "x-request-id",
                        request,
                        "x-correlation-id",
                        "case-7")
                .expect(201);

        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.actor()).isEqualTo("token:administrator");
            assertThat(row.action()).isEqualTo("token.issued");
            assertThat(row.targetId()).isEqualTo(issued.text("/data/id"));
            assertThat(row.organizationId()).isEqualTo(tenant.id());
            assertThat(row.before()).isEqualTo("null");
            assertThat(row.after()).contains("Audited").doesNotContain(issued.text("/data/token"));
            assertThat(row.correlationId()).isEqualTo("case-7");
        });
        admin.delete(issued.header("location")).expect(200);
        admin.delete(issued.header("location")).expect(200);
        assertThat(database.sql("select count(*) from audit_event where action = 'token.revoked' and target_id = :id")
                        .param("id", issued.text("/data/id"))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
