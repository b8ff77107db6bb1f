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
        nodeForgets();
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

    @Test
    void a_token_shows_its_user_its_contract_and_its_last_use() {
        Person person = member(tenant(), "VIEWER");
        Answer issued = admin.post(
                        "/api/tokens",
                        "{\"name\": \"x\", \"userId\": %d, \"contract\": \"studio\"}".formatted(person.id()))
                .expect(201);

        assertThat(issued.text("/data/userId")).isEqualTo(Long.toString(person.id()));
        assertThat(issued.text("/data/contract")).isEqualTo("studio");
        assertThat(issued.text("/data/role")).isEqualTo("ADMIN");
        assertThat(issued.text("/data/lastUsedAt")).isEmpty();
        admin.with(issued.text("/data/token")).get("/api/users/me").expect(200);
        String used = admin.get(issued.header("location")).text("/data/lastUsedAt");
        assertThat(used).isNotEmpty();
        admin.with(issued.text("/data/token")).get("/api/users/me").expect(200);
        assertThat(admin.get(issued.header("location")).text("/data/lastUsedAt"))
                .isEqualTo(used);
        assertThat(admin.post("/api/tokens", "{\"name\": \"x\", \"role\": \"VIEWER\", \"contract\": \"other\"}")
                        .refused(400)
                        .wrongFields())
                .containsExactly("contract");
    }

    @Test
    void everybody_issues_lists_and_revokes_tokens_for_himself_that_reach_no_further_than_he() {
        Tenant first = tenant();
        Tenant second = tenant();
        Person person = member(first, "MANAGER");
        admin.put(second.path() + "/members/" + person.id(), "{\"role\": \"VIEWER\"}")
                .expect(201);
        Client client = acting(person);

        Answer own = client.post("/api/tokens", "{\"name\": \"own\", \"userId\": %d}".formatted(person.id()))
                .expect(201);
        assertThat(own.text("/data/roles/" + first.id())).isEqualTo("MANAGER");
        assertThat(own.text("/data/roles/" + second.id())).isEqualTo("VIEWER");
        assertThat(client.get("/api/tokens").expect(200).each("id")).contains(own.text("/data/id"));
        client.post("/api/tokens", "{\"name\": \"x\", \"role\": \"VIEWER\"}").refused(400);
        client.post(
                        "/api/tokens",
                        "{\"name\": \"x\", \"userId\": %d, \"roles\": {\"%d\": \"MANAGER\"}}"
                                .formatted(person.id(), second.id()))
                .refused(403);
        client.post(
                        "/api/tokens",
                        "{\"name\": \"x\", \"userId\": %d, \"organizationIds\": [%d]}"
                                .formatted(person.id(), tenant().id()))
                .refused(404);
        client.delete(own.header("location")).expect(200);
    }

    /** A token that may less than its user must not make or renew one that may as much as he. */
    @Test
    void a_limited_token_of_a_user_gets_at_no_more_through_his_other_tokens() {
        Tenant first = tenant();
        Tenant second = tenant();
        Person person = member(first, "ADMIN");
        admin.put(second.path() + "/members/" + person.id(), "{\"role\": \"ADMIN\"}")
                .expect(201);
        Client limited = admin.with(admin.post(
                        "/api/tokens",
                        "{\"name\": \"x\", \"userId\": %d, \"roles\": {\"%d\": \"VIEWER\"}}"
                                .formatted(person.id(), first.id()))
                .expect(201)
                .text("/data/token"));
        Answer other = admin.post(
                        "/api/tokens",
                        "{\"name\": \"x\", \"userId\": %d, \"organizationIds\": [%d]}"
                                .formatted(person.id(), first.id()))
                .expect(201);

        limited.post(other.header("location") + "/rotate", "{}").refused(403);
        limited.post("/api/tokens", "{\"name\": \"x\", \"userId\": %d, \"role\": \"ADMIN\"}".formatted(person.id()))
                .refused(403);
        Answer same = limited.post("/api/tokens", "{\"name\": \"x\", \"userId\": %d}".formatted(person.id()))
                .expect(201);
        assertThat(same.text("/data/role")).isEqualTo("VIEWER");
        assertThat(same.at("/data/organizationIds").valueStream().map(id -> id.longValue()))
                .containsExactly(first.id());
    }

    @Test
    void an_administrator_of_organizations_issues_tokens_for_their_members_limited_to_these() {
        Tenant own = tenant();
        Tenant foreign = tenant();
        Person viewer = member(own, "VIEWER");
        admin.put(foreign.path() + "/members/" + viewer.id(), "{\"role\": \"ADMIN\"}")
                .expect(201);
        Person owner = member(own, "OWNER");
        Person stranger = member(foreign, "VIEWER");
        Person platform = person("SALES");
        admin.put(own.path() + "/members/" + platform.id(), "{\"role\": \"VIEWER\"}")
                .expect(201);
        database.sql("update platform_user set role = 'ADMIN' where id = :id")
                .param("id", platform.id())
                .update();
        String wish = "{\"name\": \"x\", \"userId\": %d, \"organizationIds\": [%d]}";
        try {
            for (Client client : List.of(acting(member(own, "ADMIN")), somebody("ADMIN", own))) {
                Answer issued = client.post("/api/tokens", wish.formatted(viewer.id(), own.id()))
                        .expect(201);
                Client holder = admin.with(issued.text("/data/token"));
                holder.get(own.path() + "/learners").expect(200);
                holder.get(foreign.path() + "/learners").refused(404);
                holder.get(own.path() + "/members").refused(403);
                client.post("/api/tokens", "{\"name\": \"x\", \"userId\": %d}".formatted(viewer.id()))
                        .refused(400);
                client.post("/api/tokens", wish.formatted(viewer.id(), foreign.id()))
                        .refused(404);
                client.post("/api/tokens", wish.formatted(stranger.id(), own.id()))
                        .refused(404);
                client.post("/api/tokens", wish.formatted(owner.id(), own.id())).refused(403);
                client.post("/api/tokens", wish.formatted(platform.id(), own.id()))
                        .refused(403);
            }
        } finally {
            database.sql("update platform_user set role = 'SALES' where id = :id")
                    .param("id", platform.id())
                    .update();
        }
        acting(viewer).post("/api/tokens", wish.formatted(owner.id(), own.id())).refused(404);
    }

    @Test
    void a_token_has_a_role_for_each_organization() {
        Tenant managed = tenant();
        Tenant seen = tenant();
        Answer issued = admin.post(
                        "/api/tokens",
                        "{\"name\": \"x\", \"roles\": {\"%d\": \"MANAGER\", \"%d\": \"VIEWER\"}}"
                                .formatted(managed.id(), seen.id()))
                .expect(201);
        Client client = admin.with(issued.text("/data/token"));
        String seenJob = uploadThatFails(seen).text("/data/job/id");
        String managedJob = uploadThatFails(managed).text("/data/job/id");
        finished(seenJob);
        finished(managedJob);
        String schedule =
                "{\"organizationId\": %d, \"name\": \"Greets\", \"type\": \"greeting\", \"cron\": \"0 3 1 1 *\", \"parameters\": {\"whom\": \"us\"}}";
        String seenSchedule = admin.post("/api/schedules", schedule.formatted(seen.id()))
                .expect(201)
                .text("/data/id");
        String managedSchedule = client.post("/api/schedules", schedule.formatted(managed.id()))
                .expect(201)
                .text("/data/id");

        assertThat(client.get("/api/jobs").expect(200).each("id")).contains(seenJob, managedJob);
        assertThat(client.get("/api/schedules").expect(200).each("id")).contains(seenSchedule, managedSchedule);
        client.get(seen.path() + "/learners").expect(200);
        client.patch(seen.path() + "/learners", "{\"changes\": []}").refused(403);
        client.post("/api/jobs/" + seenJob + "/restart").refused(403);
        client.post("/api/jobs/" + seenJob + "/cancel").refused(403);
        client.post("/api/schedules", schedule.formatted(seen.id())).refused(403);
        client.post("/api/schedules/" + seenSchedule + "/pause", "{\"reason\": \"x\"}")
                .refused(403);
        client.delete("/api/schedules/" + seenSchedule).refused(403);
        client.post("/api/jobs/" + managedJob + "/restart").expect(202);
        client.delete("/api/schedules/" + managedSchedule).expect(200);
        client.get("/api/tokens").refused(403);
        finished(managedJob);
        assertThat(admin.post(
                                "/api/tokens",
                                "{\"name\": \"x\", \"role\": \"VIEWER\", \"roles\": {\"%d\": \"VIEWER\"}}"
                                        .formatted(seen.id()))
                        .refused(400)
                        .wrongFields())
                .containsExactly("roles");
        assertThat(admin.post("/api/tokens", "{\"name\": \"x\", \"roles\": {}}")
                        .refused(400)
                        .wrongFields())
                .containsExactly("roles");
    }

    @Test
    void a_rotated_tokens_old_secret_opens_through_its_grace_and_then_no_more() {
        Answer issued = issue(admin, "VIEWER", List.of(tenant().id()));
        String path = issued.header("location");
        Client old = admin.with(issued.text("/data/token"));
        String request = UUID.randomUUID().toString();

        Answer rotated = admin.post(path + "/rotate", "{\"graceSeconds\": 3600}", "x-request-id", request)
                .expect(200);
        Client renewed = admin.with(rotated.text("/data/token"));
        assertThat(rotated.text("/data/id")).isEqualTo(issued.text("/data/id"));
        assertThat(rotated.text("/data/hint")).isNotEqualTo(issued.text("/data/hint"));
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("token.rotated");
            assertThat(row.before() + row.after()).doesNotContain(rotated.text("/data/token"));
        });
        old.get("/api/organizations").expect(200);
        renewed.get("/api/organizations").expect(200);
        database.sql("update access_token set previous_until = :now where id = :id")
                .param("now", Timestamp.from(Instant.now()))
                .param("id", issued.text("/data/id"))
                .update();
        old.get("/api/organizations").refused(401);

        Answer again = admin.post(path + "/rotate").expect(200);
        renewed.get("/api/organizations").refused(401);
        admin.with(again.text("/data/token")).get("/api/organizations").expect(200);
        admin.post(path + "/rotate", "{\"graceSeconds\": 86401}").refused(400);
        admin.delete(path).expect(200);
        assertThat(admin.post(path + "/rotate").refused(409).text("/code")).isEqualTo("TOKEN_ENDED");
    }
}
