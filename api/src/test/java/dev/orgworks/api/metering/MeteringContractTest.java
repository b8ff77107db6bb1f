package dev.orgworks.api.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.api.testing.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The metering contract from beginning to end; the bodies of {@code contract.json} are its document's examples. */
@ExtendWith(OutputCaptureExtension.class)
class MeteringContractTest extends ApiTest {

    private static final String CREATE = "/api/orgs/create";
    private static final JsonNode CONTRACT = contract();

    @Test
    void anOrganizationIsMadeForTheSessionsClerkOrganization() {
        String clerkId = newClerkId();

        Answer made = session(clerkId, "org:member")
                .post(CREATE, "{}", "x-request-id", "req_1234567890", "x-correlation-id", "corr_0987654321")
                .expect(200);

        assertThat(made.header("content-type")).startsWith("application/json");
        assertThat(made.header("x-request-id")).isEqualTo("req_1234567890");
        assertThat(made.header("x-correlation-id")).isEqualTo("corr_0987654321");
        ObjectNode expected = example("created");
        ((ObjectNode) expected.path("data")).put("orgId", made.text("/data/orgId"));
        assertThat(made.json()).isEqualTo(expected);
        assertThat(UUID.fromString(made.text("/data/orgId")).version()).isEqualTo(7);
        assertThat(rows(clerkId)).isEqualTo(1);
    }

    @Test
    void theIdsAreMadeWhereNoneAreSent() {
        Answer made = session(newClerkId(), "org:admin").post(CREATE, "{}").expect(200);

        assertThat(UUID.fromString(made.header("x-request-id"))).isNotNull();
        assertThat(UUID.fromString(made.text("/correlationId"))).isNotNull();
        assertThat(made.text("/correlationId")).isEqualTo(made.header("x-correlation-id"));
    }

    @Test
    void withoutABodyTheSameIsMade() {
        String clerkId = newClerkId();
        String orgId = session(clerkId, "org:member").post(CREATE).expect(200).text("/data/orgId");

        assertThat(orgIdOf(clerkId)).isEqualTo(orgId);
    }

    @Test
    void aSessionOfVersionTwoIsUnderstoodToo() {
        String clerkId = newClerkId();
        Client member = holder(Map.of("v", 2, "o", Map.of("id", clerkId, "rol", "member"), "org_id", newClerkId()));

        assertThat(member.post(CREATE, "{}").expect(200).text("/data/orgId")).isEqualTo(orgIdOf(clerkId));
    }

    @Test
    void withoutATokenAndWithAWrongOneTheAnswerIsTheSame() {
        Map<String, Object> claims = new HashMap<>(claims(Map.of("org_id", newClerkId())));
        claims.put("exp", Instant.now().getEpochSecond() - 60);
        List<Client> strangers = List.of(
                nobody,
                admin.with("orgw_unknown"),
                admin.with("garbage"),
                admin.with(TestIssuer.CLERK.token(claims)),
                admin.with(TestIssuer.token(TestIssuer.newKey("foreign"), claims(Map.of("org_id", newClerkId())))));

        assertThat(strangers).allSatisfy(stranger -> assertExample(stranger.post(CREATE, "{}"), 401, "unauthorized"));
    }

    @Test
    void aSessionWithoutAnOrganizationMakesNone() {
        assertExample(holder(Map.of()).post(CREATE, "{}"), 403, "forbidden");
        assertExample(holder(Map.of("v", 2, "org_id", newClerkId())).post(CREATE, "{}"), 403, "forbidden");
    }

    @Test
    void tokensOfThePlatformAndOfOtherIssuersHaveNoClerkOrganization() {
        Tenant tenant = tenant();

        assertExample(admin.post(CREATE, "{}"), 403, "forbidden");
        assertExample(somebody("ADMIN", tenant).post(CREATE, "{}"), 403, "forbidden");
        assertExample(
                admin.with(TestIssuer.OPENID.token(
                                openid(Map.of("org_id", newClerkId(), "organization", tenant.uuid()))))
                        .post(CREATE, "{}"),
                403,
                "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"invalid_format", "org_", "org_a-b", "ORG_abc", "org_abc ", "org_ä", "", "org_%41", "xorg_abc"})
    void anIdThatClerkDoesNotGiveIsRefused(String wrong) {
        Answer refused = session(wrong, "org:admin").post(CREATE, "{}");

        ObjectNode expected = example("invalid");
        ((ObjectNode) expected.path("error"))
                .put("message", expected.at("/error/message").asString().replace("invalid_format", wrong));
        assertBody(refused, 400, expected);
    }

    @Test
    void anIdOf64CharactersIsTakenAndOneOf65IsNot() {
        String longest = "org_" + newClerkId().substring(4) + "x".repeat(32);

        assertThat(longest).hasSize(68);
        session(longest, "org:admin").post(CREATE, "{}").expect(200);
        session(longest + "x", "org:admin").post(CREATE, "{}").refused(400);
        assertThat(session("x".repeat(4_000), "org:admin")
                        .post(CREATE, "{}")
                        .refused(400)
                        .body())
                .hasSizeLessThan(400);
    }

    @Test
    void upperAndLowerCaseAreDifferentOrganizations() {
        String lower = newClerkId() + "a";

        assertThat(orgIdOf(lower.substring(0, lower.length() - 1) + "A")).isNotEqualTo(orgIdOf(lower));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"Mine\"} | name is not a field here; there are none",
                "{\"clerkOrgId\": \"org_other\"} | clerkOrgId is not a field here; there are none",
                "{ | The body is not JSON: look at line 1, column 2",
                "[] | The body has the wrong type or is missing",
            })
    void aBodyThatSaysMoreThanNothingIsRefused(String body, String message) {
        String clerkId = newClerkId();
        Answer refused = session(clerkId, "org:admin").post(CREATE, body).refused(400);

        assertThat(refused.text("/error/code")).isEqualTo("VALIDATION_ERROR");
        assertThat(refused.text("/error/message")).isEqualTo(message);
        assertThat(rows(clerkId)).isZero();
    }

    @Test
    void aFailureOfTheDatabaseIsToldWithoutItsWords(CapturedOutput output) {
        database.sql("""
                        create trigger refuse_org_test123 before insert on organization for each row
                        if new.clerk_id = 'org_test123' then
                            signal sqlstate '45000' set message_text = 'secret words of the database';
                        end if
                        """).update();
        try {
            Answer failed = session("org_test123", "org:admin").post(CREATE, "{}");

            ObjectNode expected = example("failed");
            ((ObjectNode) expected.at("/error/details")).put("originalError", "Database operation failed");
            assertBody(failed, 500, expected);
            failed.refused(500);
            assertThat(failed.body()).doesNotContain("secret", "45000");
            assertThat(output).contains("45000").doesNotContain("secret words of the database");
        } finally {
            database.sql("drop trigger refuse_org_test123").update();
        }
        assertThat(rows("org_test123")).isZero();
        session("org_test123", "org:admin").post(CREATE, "{}").expect(200);
    }

    @Test
    void hundredCallsAtOnceMakeOneOrganizationAndOneEvent() throws Exception {
        String clerkId = newClerkId();
        Client member = session(clerkId, "org:member");
        ExecutorService callers = Executors.newFixedThreadPool(100);
        Set<String> orgIds;
        try {
            List<Callable<String>> calls = Collections.nCopies(
                    100, () -> member.post(CREATE, "{}").expect(200).text("/data/orgId"));
            List<Future<String>> answers = callers.invokeAll(calls);
            orgIds = new HashSet<>();
            for (Future<String> answer : answers) {
                orgIds.add(answer.get());
            }
        } finally {
            callers.shutdown();
        }

        assertThat(orgIds).hasSize(1);
        assertThat(rows(clerkId)).isEqualTo(1);
        assertThat(database.sql("""
                        select count(*) from audit_event e join organization o on o.id = e.organization_id
                        where o.clerk_id = :clerk and e.action = 'organization.created'
                        """).param("clerk", clerkId).query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void callsAtOnceForManyOrganizationsDoNotHinderOneAnother() throws Exception {
        List<String> clerkIds =
                Stream.generate(MeteringContractTest::newClerkId).limit(20).toList();
        ExecutorService callers = Executors.newFixedThreadPool(50);
        try {
            List<Callable<String>> calls = IntStream.range(0, 200)
                    .<Callable<String>>mapToObj(i -> () -> orgIdOf(clerkIds.get(i % 20)))
                    .toList();
            Set<String> orgIds = new HashSet<>();
            for (Future<String> answer : callers.invokeAll(calls)) {
                orgIds.add(answer.get());
            }
            assertThat(orgIds).hasSize(20);
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void theCreationIsInTheAuditOnceAndNamesTheSubject() {
        String clerkId = newClerkId();
        Answer made = session(clerkId, "org:member")
                .post(CREATE, "{}", "x-correlation-id", "corr-" + clerkId)
                .expect(200);
        Answer again = session(clerkId, "org:member").post(CREATE, "{}").expect(200);

        assertThat(audit(made.header("x-request-id"))).singleElement().satisfies(event -> {
            assertThat(event.actor())
                    .isEqualTo("jwt:" + TestIssuer.CLERK.uri().substring("http://".length()) + ":user_metering");
            assertThat(event.action()).isEqualTo("organization.created");
            assertThat(event.correlationId()).isEqualTo("corr-" + clerkId);
            assertThat(event.after()).contains("Organization " + clerkId);
        });
        assertThat(audit(again.header("x-request-id"))).isEmpty();
    }

    @Test
    void theSubjectsOfTwoLongNamesAreToldApart() {
        String clerkId = newClerkId();
        List<String> actors = Stream.of("a", "b")
                .map(end -> holder(Map.of("sub", "s".repeat(254) + end, "org_id", clerkId + end))
                        .post(CREATE, "{}")
                        .expect(200))
                .map(made -> audit(made.header("x-request-id")).get(0).actor())
                .toList();

        assertThat(actors)
                .doesNotHaveDuplicates()
                .allSatisfy(actor -> assertThat(actor).hasSize(255));
    }

    @Test
    void anIdempotencyKeyIsAnotherOneInAnotherOrganization() {
        String one = newClerkId();
        String other = newClerkId();
        String key = UUID.randomUUID().toString();

        Answer first = session(one, "org:admin")
                .post(CREATE, "{}", "Idempotency-Key", key)
                .expect(200);
        Answer again = session(one, "org:admin")
                .post(CREATE, "{}", "Idempotency-Key", key)
                .expect(200);
        Answer elsewhere = session(other, "org:admin")
                .post(CREATE, "{}", "Idempotency-Key", key)
                .expect(200);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(elsewhere.text("/data/orgId")).isEqualTo(orgIdOf(other)).isNotEqualTo(first.text("/data/orgId"));
    }

    @Test
    void theOrganizationIsThereInTheOtherContractsAndUnderItsOrgId() {
        String clerkId = newClerkId();
        String orgId = orgIdOf(clerkId);

        Answer seen = admin.get("/api/organizations/" + orgId).expect(200);
        assertThat(seen.text("/data/name")).isEqualTo("Organization " + clerkId);
        assertThat(seen.text("/data/uuid")).isEqualTo(orgId);
        assertThat(admin.get("/api/organizations/" + orgId + "/learners")
                        .expect(200)
                        .at("/data"))
                .isEmpty();
    }

    @Test
    void theSessionsOrganizationIsAllThatItReachesOnceItIsMade() {
        String clerkId = newClerkId();
        Client administrator = session(clerkId, "org:admin");
        Client member = session(clerkId, "org:member");
        assertThat(administrator.get("/api/organizations").expect(200).at("/data"))
                .isEmpty();
        String path = "/api/organizations/" + orgIdOf(clerkId);

        assertThat(member.get("/api/organizations").expect(200).each("name"))
                .containsExactly("Organization " + clerkId);
        member.get("/api/tokens").refused(403);
        administrator.get("/api/tokens").expect(200);
        administrator.get(path + "/learners").expect(200);
        administrator.get(tenant().path()).refused(404);
        session(newClerkId(), "org:admin").get(path).refused(404);
        administrator.post("/api/organizations", "{\"name\": \"Another\"}").refused(403);
    }

    @Test
    void aDeletedOrganizationDoesNotStandInTheWayOfANewOne() {
        String clerkId = newClerkId();
        String first = orgIdOf(clerkId);
        database.sql("update organization set deleted_at = now(6) where clerk_id = :clerk")
                .param("clerk", clerkId)
                .update();
        assertThat(session(clerkId, "org:admin")
                        .get("/api/organizations")
                        .expect(200)
                        .at("/data"))
                .isEmpty();

        assertThat(orgIdOf(clerkId)).isNotEqualTo(first);
        assertThat(rows(clerkId)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/subscriptions/create",
        "POST, /api/usage/record",
        "GET, /api/quota/check",
        "GET, /api/orgs/nothing"
    })
    void routesToComeAreNotFoundInTheContractsShape(String method, String path) {
        Answer answer = session(newClerkId(), "org:admin")
                .send(method, path, BodyPublishers.noBody(), "x-correlation-id", "corr_1")
                .refused(404);

        assertThat(answer.text("/error/code")).isEqualTo("NOT_FOUND");
        assertThat(answer.text("/correlationId")).isEqualTo("corr_1");
    }

    @Test
    void whoAcceptsProblemDetailsGetsThem() {
        Answer problem = holder(Map.of())
                .post(CREATE, "{}", "Accept", "application/problem+json")
                .expect(403);

        assertThat(problem.header("content-type")).startsWith("application/problem+json");
        assertThat(problem.text("/detail")).isEqualTo("Organization context required");
    }

    @Test
    void theLogTellsNeitherTokensNorPersons(CapturedOutput output) {
        String clerkId = newClerkId();
        Map<String, Object> claims = claims(
                Map.of("org_id", clerkId, "email", "ada@example.org", "email_verified", true, "name", "Ada Lovelace"));
        String token = TestIssuer.CLERK.token(claims);
        admin.with(token).post(CREATE, "{}").expect(200);
        admin.with(token + "x").post(CREATE, "{}").refused(401);

        assertThat(output.getAll()).doesNotContain("ada@example.org", "Lovelace", token.substring(0, 40));
    }

    private static void assertExample(Answer answer, int status, String name) {
        assertBody(answer, status, example(name));
    }

    /** The whole body is the document's; only the correlation id is the request's own. */
    private static void assertBody(Answer answer, int status, ObjectNode expected) {
        answer.expect(status);
        expected.put("correlationId", answer.header("x-correlation-id"));
        assertThat(answer.json()).isEqualTo(expected);
    }

    private String orgIdOf(String clerkId) {
        return session(clerkId, "org:member").post(CREATE, "{}").expect(200).text("/data/orgId");
    }

    private long rows(String clerkId) {
        return database.sql("select count(*) from organization where clerk_id = :clerk")
                .param("clerk", clerkId)
                .query(Long.class)
                .single();
    }

    private Client session(String clerkId, String role) {
        return holder(Map.of("org_id", clerkId, "org_role", role));
    }

    private Client holder(Map<String, Object> special) {
        return admin.with(TestIssuer.CLERK.token(claims(special)));
    }

    private static Map<String, Object> claims(Map<String, Object> special) {
        return claims(TestIssuer.CLERK, special);
    }

    private static Map<String, Object> openid(Map<String, Object> special) {
        Map<String, Object> all = claims(TestIssuer.OPENID, special);
        all.put("aud", "orgworks");
        return all;
    }

    private static Map<String, Object> claims(TestIssuer issuer, Map<String, Object> special) {
        Map<String, Object> all = new HashMap<>();
        all.put("iss", issuer.uri());
        all.put("sub", "user_metering");
        all.put("exp", Instant.now().getEpochSecond() + 60);
        all.putAll(special);
        return all;
    }

    private static String newClerkId() {
        return "org_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static ObjectNode example(String name) {
        return (ObjectNode) CONTRACT.path(name).deepCopy();
    }

    private static JsonNode contract() {
        try (InputStream in = Objects.requireNonNull(MeteringContractTest.class.getResourceAsStream("contract.json"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
