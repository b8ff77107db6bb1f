package dev.orgworks.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of {@code Idempotency-Key}, seen from outside. */
class IdempotencyTest extends ApiTest {

    private static final String KEY = "Idempotency-Key";
    private static final String ALIAS = "x-idempotency-key";
    private static final String REPLAYED = "Idempotent-Replayed";

    private final String key = UUID.randomUUID().toString();
    private final String name = "Once " + UUID.randomUUID();

    @Test
    void theSameKeyAndBodyGiveTheFirstAnswerAgain() {
        Answer first = create(admin, body(), KEY, key).expect(201);
        Answer second = create(admin, body(), KEY, key).expect(201);

        assertThat(first.header(REPLAYED)).isEmpty();
        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("location"))
                .isEqualTo(first.header("location"))
                .isNotEmpty();
        assertThat(second.header("content-type")).isEqualTo(first.header("content-type"));
        assertThat(second.header("x-request-id")).isNotEqualTo(first.header("x-request-id"));
        assertThat(made()).isEqualTo(1);
        assertThat(audit(first.header("x-request-id"))).hasSize(1);
        assertThat(audit(second.header("x-request-id"))).isEmpty();
    }

    @Test
    void withoutAKeyEachRequestRuns() {
        create(admin, body()).expect(201);
        freeTheName();
        create(admin, body()).expect(201);

        assertThat(made()).isEqualTo(2);
    }

    @Test
    void bothNamesQuotedAndUnquotedAreTheSameKey() {
        create(admin, body(), KEY, key).expect(201);

        for (String[] headers : List.of(
                new String[] {KEY, "\"" + key + "\""},
                new String[] {ALIAS, key},
                new String[] {ALIAS, "\"" + key + "\""},
                new String[] {KEY, "\"" + key + "\"", ALIAS, key})) {
            assertThat(create(admin, body(), headers).expect(201).header(REPLAYED))
                    .isEqualTo("true");
        }
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void bothNamesWithDifferentKeysAreRefused() {
        Answer refused = create(admin, body(), KEY, key, ALIAS, key + "x").refused(400);

        assertThat(refused.wrongFields()).containsExactly(KEY);
        create(admin, body(), KEY, key, KEY, key + "x").refused(400);
        assertThat(made()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "   ", "a\tb", "LONG"})
    void whatIsNoKeyIsRefused(String wrong) {
        String sent = wrong.equals("LONG") ? "k".repeat(256) : wrong;

        assertThat(create(admin, body(), KEY, sent).refused(400).wrongFields()).containsExactly(KEY);
        assertThat(made()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "with blanks inside", "~!@#$%^&*()_+{}|:<>?", "LONG"})
    void whateverIsPrintableIsAKey(String chosen) {
        Tenant tenant = tenant();
        String mine = chosen.equals("LONG") ? "k".repeat(255) : chosen;
        Client manager = somebody("MANAGER", tenant);

        Answer first =
                manager.post("/api/schedules", schedule(tenant), KEY, mine).expect(201);
        assertThat(manager.post("/api/schedules", schedule(tenant), KEY, mine)
                        .expect(201)
                        .body())
                .isEqualTo(first.body());
    }

    @Test
    void upperAndLowerCaseAreDifferentKeys() {
        create(admin, body(), KEY, "a" + key).expect(201);
        freeTheName();
        create(admin, body(), KEY, "A" + key).expect(201);

        assertThat(made()).isEqualTo(2);
    }

    @Test
    void theOrderOfTheFieldsDoesNotMatter() {
        create(admin, "{\"name\": \"%s\", \"tier\": \"Premium\"}".formatted(name), KEY, key)
                .expect(201);
        Answer second = create(admin, "{\"tier\":\"Premium\",\n\"name\":\"%s\"}".formatted(name), KEY, key)
                .expect(201);

        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void anotherBodyIsRefusedWithThePlacesThatDifferAndNoValues() {
        create(admin, "{\"name\": \"%s\", \"settings\": {\"pin\": \"secret-1\"}}".formatted(name), KEY, key)
                .expect(201);
        Answer refused = create(
                        admin,
                        "{\"name\": \"%s\", \"settings\": {\"pin\": \"secret-2\"}, \"address\": \"A\"}".formatted(name),
                        KEY,
                        key)
                .refused(422);

        assertThat(refused.text("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(refused.wrongFields()).containsExactly("/address", "/settings/pin");
        assertThat(refused.body()).doesNotContain("secret");
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void anotherQueryIsAnotherRequest() {
        create(admin, body(), KEY, key).expect(201);

        assertThat(admin.post("/api/organizations?x=1", body(), KEY, key)
                        .refused(422)
                        .wrongFields())
                .containsExactly("?x");
    }

    @Test
    void aRefusalIsNotKeptSoThatAMendedRequestRuns() {
        create(admin, "{\"name\": \"\"}", KEY, key).refused(400);
        create(admin, "{", KEY, key).refused(400);
        admin.post("/api/organizations", "text/plain", body().getBytes(StandardCharsets.UTF_8))
                .refused(415);
        create(nobody, body(), KEY, key).refused(401);
        create(somebody("ADMIN", tenant()), body(), KEY, key).refused(403);
        create(somebody("VIEWER", tenant()), body(), KEY, key).refused(403);

        assertThat(create(admin, body(), KEY, key).expect(201).header(REPLAYED)).isEmpty();
    }

    @Test
    void aConflictIsNotKeptEither() {
        String slug = "s-" + UUID.randomUUID();
        String body = "{\"name\": \"%s\", \"slug\": \"%s\"}".formatted(name, slug);
        create(admin, body).expect(201);
        create(admin, body, KEY, key).refused(409);
        database.sql("update organization set slug = null where slug = :slug")
                .param("slug", slug)
                .update();
        freeTheName();

        assertThat(create(admin, body, KEY, key).expect(201).header(REPLAYED)).isEmpty();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aFailureLeavesNothingBehindAndTheSameRequestMayBeSentAgain() {
        database.sql("alter table audit_event rename to audit_event_away").update();
        try {
            create(admin, body(), KEY, key).refused(500);
            assertThat(made()).isZero();
        } finally {
            database.sql("alter table audit_event_away rename to audit_event").update();
        }

        assertThat(create(admin, body(), KEY, key).expect(201).header(REPLAYED)).isEmpty();
    }

    @Test
    void aRequestInFlightIsToldFromOneThatCrashed() {
        Answer first = create(admin, body(), KEY, key).expect(201);
        asIfUnanswered(first, "interval 1 minute");

        Answer refused = create(admin, body(), KEY, key).refused(409);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.text("/code")).isEqualTo("IDEMPOTENCY_KEY_IN_FLIGHT");
        assertThat(made()).isEqualTo(1);

        asIfUnanswered(first, "interval -1 second");
        freeTheName();
        assertThat(create(admin, body(), KEY, key).expect(201).header(REPLAYED)).isEmpty();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aDayLaterTheKeyIsNew() {
        create(admin, body(), KEY, key).expect(201);
        freeTheName();
        database.sql("update idempotency_key set expires_at = utc_timestamp(6) - interval 1 second")
                .update();

        assertThat(create(admin, "{\"name\": \"%s\", \"tier\": \"Premium\"}".formatted(name), KEY, key)
                        .expect(201)
                        .header(REPLAYED))
                .isEmpty();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void anothersKeyIsAnotherKeyAndSoIsAnotherRoutes() {
        Tenant tenant = tenant();
        Client one = somebody("MANAGER", tenant);
        Client other = somebody("MANAGER", tenant);

        String first = one.post("/api/schedules", schedule(tenant), KEY, key)
                .expect(201)
                .text("/data/id");
        String second = other.post("/api/schedules", schedule(tenant), KEY, key)
                .expect(201)
                .text("/data/id");
        one.post("/api/schedules/" + first + "/pause", "{\"reason\": \"once\"}", KEY, key)
                .expect(200);
        one.post("/api/schedules/" + second + "/pause", "{\"reason\": \"once\"}", KEY, key)
                .expect(200);

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aTokensSecretComesAgainAndIsNotKeptInClear() {
        Tenant tenant = tenant();
        String body = "{\"name\": \"%s\", \"role\": \"ADMIN\", \"organizationIds\": [%d]}".formatted(name, tenant.id());
        Answer first = admin.post("/api/tokens", body, KEY, key).expect(201);
        Answer second = admin.post("/api/tokens", body, KEY, key).expect(201);
        String secret = first.text("/data/token");

        assertThat(second.text("/data/token")).isEqualTo(secret).startsWith("orgw_");
        assertThat(second.header("cache-control")).isEqualTo("no-store");
        assertThat(database.sql("select answer from idempotency_key where answer is not null")
                        .query((rs, rowNumber) -> new String(rs.getBytes(1), StandardCharsets.ISO_8859_1))
                        .list())
                .isNotEmpty()
                .noneMatch(answer -> answer.contains(secret) || answer.contains(name));
        assertThat(admin.with(secret)
                        .post("/api/tokens", body, KEY, key)
                        .expect(201)
                        .text("/data/token"))
                .isNotEqualTo(secret);
    }

    @Test
    void anUploadIsTakenOnceAndTheOneThatComesAgainIsNotKept() {
        Tenant tenant = tenant();
        byte[] roster = "user_id,login_id,status\nA,ada,active\n".getBytes(StandardCharsets.UTF_8);
        String path = tenant.path() + "/sis/import?repeat=true";
        Answer first = upload(path, roster).expect(202);
        finished(first.text("/data/job/id"));
        var files = uploads();

        Answer second = upload(path, roster).expect(202);
        Answer other = upload(path, "user_id,login_id,status\nB,bob,active\n".getBytes(StandardCharsets.UTF_8))
                .refused(422);

        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("location"))
                .isEqualTo(first.header("location"))
                .isNotEmpty();
        assertThat(other.wrongFields()).containsExactly("/sha256");
        assertThat(uploads()).isEqualTo(files);
        assertThat(admin.get(tenant.path() + "/sis/import").at("/meta/total").intValue())
                .isEqualTo(1);
    }

    private Answer upload(String path, byte[] roster) {
        return admin.send(
                "POST", path, HttpRequest.BodyPublishers.ofByteArray(roster), "Content-Type", "text/csv", KEY, key);
    }

    @Test
    void ofAHundredAtOnceOneRunsAndTheOthersGetItsAnswer() throws Exception {
        int callers = 100;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(() -> {
                    start.await();
                    return create(admin, body(), KEY, key);
                }));
            }
            start.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> call : calls) {
                answers.add(call.get());
            }

            assertThat(made()).isEqualTo(1);
            String made = create(admin, body(), KEY, key).expect(201).body();
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.body()).isIn(201, 409);
                assertThat(answer.status() == 201 ? answer.body() : made).isEqualTo(made);
            });
            assertThat(answers.stream()
                            .filter(answer -> answer.status() == 201
                                    && answer.header(REPLAYED).isEmpty()))
                    .hasSize(1);
        } finally {
            threads.shutdown();
        }
    }

    private Answer create(Client client, String body, String... headers) {
        return client.post("/api/organizations", body, headers);
    }

    private String body() {
        return "{\"name\": \"%s\"}".formatted(name);
    }

    private String schedule(Tenant tenant) {
        return """
                {"organizationId": %d, "name": "Greets", "type": "greeting", "cron": "0 3 1 1 *", "parameters": {"whom": "World"}}
                """.formatted(tenant.id());
    }

    /** Names are unique, and the same request may have to run again here. */
    private void freeTheName() {
        database.sql("update organization set name = concat(name, ' ', id) where name = :name")
                .param("name", name)
                .update();
    }

    private long made() {
        return database.sql("select count(*) from organization where name like :name")
                .param("name", name + "%")
                .query(Long.class)
                .single();
    }

    /** As a process leaves it that died in the middle. */
    private void asIfUnanswered(Answer answer, String lease) {
        assertThat(answer.status()).isEqualTo(201);
        int changed = database.sql("""
                        update idempotency_key set answer = null, answered_at = null, locked_until = utc_timestamp(6) + %s
                        order by created_at desc limit 1
                        """.formatted(lease)).update();
        assertThat(changed).isEqualTo(1);
    }
}
