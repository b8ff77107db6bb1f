package dev.orgworks.domain.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.idempotency.OnceKey.Life;
import dev.orgworks.domain.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of work that is asked for again. */
class DoOnceTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
    private final DoOnce once;
    private final ClaimKey claims;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private int worked;

    DoOnceTest() {
        var transactions = new JdbcTransactionManager(TestDatabase.dataSource());
        claims = new ClaimKey(jdbc, transactions, JsonMapper.shared(), new IdempotencySettings(DAY, LEASE), () -> now);
        once = new DoOnce(claims, transactions);
    }

    @Test
    void repeatedWorkIsDoneOnceAndAnsweredAlike() throws Exception {
        OnceKey key = key(Life.ORDINARY);

        KeptAnswer first = once.doOnce(key, asked("{\"a\": 1}"), working(201)).answer();
        DoOnce.Done second = once.doOnce(key, asked("{\"a\": 1.0}"), working(201));

        assertThat(worked).isEqualTo(1);
        assertThat(second.replayed()).isTrue();
        assertThat(second.answer().status()).isEqualTo(201);
        assertThat(second.answer().headers()).isEqualTo(first.headers()).containsEntry("Location", List.of("/1"));
        assertThat(second.answer().body()).isEqualTo(first.body());
    }

    @Test
    void anOrdinaryKeyIsNewAfterADayAndAnOrdersNever() throws Exception {
        OnceKey ordinary = key(Life.ORDINARY);
        OnceKey order = key(Life.ORDER);
        once.doOnce(ordinary, asked("{}"), working(201));
        once.doOnce(order, asked("{}"), working(201));

        now = now.plus(DAY).minusSeconds(1);
        assertThat(once.doOnce(ordinary, asked("{}"), working(201)).replayed()).isTrue();
        now = now.plusSeconds(1);
        assertThat(once.doOnce(ordinary, asked("{\"other\": true}"), working(201))
                        .replayed())
                .isFalse();
        now = now.plus(Duration.ofDays(3650));
        assertThat(once.doOnce(order, asked("{}"), working(201)).replayed()).isTrue();
    }

    @Test
    void refusedWorkLeavesTheKeyFree() throws Exception {
        OnceKey key = key(Life.ORDINARY);

        assertThat(once.doOnce(key, asked("{}"), working(409)).answer().status())
                .isEqualTo(409);
        assertThatThrownBy(() -> once.doOnce(key, asked("{\"b\": 1}"), () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(once.doOnce(key, asked("{\"c\": 1}"), working(201)).replayed())
                .isFalse();
    }

    @Test
    void aCallThatCrashedIsTakenOverOnceItsLeaseHasRunOut() throws Exception {
        OnceKey key = key(Life.ORDINARY);
        claims.claim(key, asked("{}"));

        assertThatThrownBy(() -> once.doOnce(key, asked("{}"), working(201))).isInstanceOf(KeyInFlightException.class);
        now = now.plus(LEASE);
        assertThat(once.doOnce(key, asked("{}"), working(201)).replayed()).isFalse();

        assertThat(worked).isEqualTo(1);
    }

    @Test
    void aCallThatWasGivenUpOnCannotCommitAnyMore() throws Exception {
        OnceKey key = key(Life.ORDINARY);
        String rows = "select count(*) from idempotency_key where scope = 'written by the slow call'";

        assertThatThrownBy(() -> once.doOnce(key, asked("{}"), () -> {
                    jdbc.sql("""
                                    insert into idempotency_key (id, scope, method, route, body, attempt, locked_until, created_at)
                                    values (repeat('x', 32), 'written by the slow call', 'POST', '/', '{}', 1, :now, :now)
                                    """).param("now", java.sql.Timestamp.from(now)).update();
                    now = now.plus(LEASE);
                    Thread other = new Thread(() -> {
                        try {
                            once.doOnce(key, asked("{}"), working(201));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    other.start();
                    other.join();
                    return working(201).call();
                }))
                .isInstanceOf(KeyInFlightException.class);

        assertThat(jdbc.sql(rows).query(Long.class).single()).isZero();
        assertThat(once.doOnce(key, asked("{}"), working(201)).replayed()).isTrue();
        assertThat(worked).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"Ada\", \"role\": \"A\"} | {\"role\":\"A\",\"name\":\"Eve\"}           | /name",
                "{\"a\": [1, 2]}                      | {\"a\": [1, 3, 4]}                          | /a/1,/a/2",
                "{\"a\": null}                        | {}                                          | ,/a",
                "{\"a/b\": {\"~\": 1}}                | {\"a/b\": {\"~\": 2}}                       | /a~1b/~0",
                "{\"a\": \"1\"}                       | {\"a\": 1}                                  | /a",
                "no json                              | no json either                              | ''",
                "0.1                                  | 0.10000000000000000001                      | ''",
            })
    void theBodiesThatDifferAreToldApartByPlace(String one, String other, String places) throws Exception {
        OnceKey key = key(Life.ORDINARY);
        once.doOnce(key, asked(one), working(201));

        assertThat(AskedBody.differing(asked(one).hashes(key), asked(other).hashes(key)))
                .containsExactly(places.split(",", -1));
        assertThatThrownBy(() -> once.doOnce(key, asked(other), working(201)))
                .isInstanceOf(KeyReusedException.class)
                .message()
                .doesNotContain("Eve", "Ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1, \"b\": [true, \"x\"]} | {\"b\":[true,\"\\u0078\"], \"a\" : 1.00}",
                "{\"a\": 100}                     | {\"a\": 1e2}",
                "[]                               | [ ]"
            })
    void bodiesThatMeanTheSameAreTheSame(String one, String other) {
        OnceKey key = key(Life.ORDINARY);

        assertThat(asked(one).hashes(key)).isEqualTo(asked(other).hashes(key));
    }

    @Test
    void ofALargeBodyWholeBranchesAreCompared() {
        OnceKey key = key(Life.ORDINARY);
        String many = "{\"few\": {\"a\": 1}, \"many\": [%s0]}".formatted("0, ".repeat(5_000));
        AskedBody one = asked(many);
        AskedBody other = asked(many.replace("0]", "1]"));

        assertThat(one.hashes(key)).hasSize(2);
        assertThat(AskedBody.differing(one.hashes(key), other.hashes(key))).containsExactly("/many");
    }

    @Test
    void theDatabaseHoldsNeitherKeyNorBodyNorAnswer() throws Exception {
        OnceKey key = key(Life.ORDINARY);
        once.doOnce(key, asked("{\"name\": \"Ada\"}"), working(201));

        Map<String, Object> row = jdbc.sql("select * from idempotency_key where scope = :scope")
                .param("scope", key.scope())
                .query()
                .singleRow();
        assertThat(row.get("body")).asString().contains("/name").doesNotContain("Ada");
        assertThat(row.values())
                .allSatisfy(value -> assertThat(
                                value instanceof byte[] bytes
                                        ? new String(bytes, StandardCharsets.ISO_8859_1)
                                        : String.valueOf(value))
                        .doesNotContain(key.key(), "number 1", "Location"));
    }

    @Test
    void aStepsKeyIsTheSameEachTimeAndAnotherForEachStep() {
        OnceKey key = key(Life.ORDER);

        assertThat(key.derived("checkout")).isEqualTo(key.derived("checkout")).matches("[0-9a-f]{64}");
        assertThat(key.derived("checkout")).isNotEqualTo(key.derived("invoice"));
        assertThat(key(Life.ORDER).derived("checkout")).isNotEqualTo(key.derived("checkout"));
    }

    @Test
    void keysThatHaveRunOutAreClearedAndOrdersStay() throws Exception {
        OnceKey ordinary = key(Life.ORDINARY);
        OnceKey order = key(Life.ORDER);
        once.doOnce(ordinary, asked("{}"), working(201));
        once.doOnce(order, asked("{}"), working(201));
        ClearKeys clear = new ClearKeys(jdbc);

        clear.clear(now.plus(DAY).minusSeconds(1), 1_000);
        assertThat(count(ordinary)).isEqualTo(1);
        assertThat(clear.clear(now.plus(DAY), 1_000)).isPositive();

        assertThat(count(ordinary)).isZero();
        assertThat(count(order)).isEqualTo(1);
    }

    private long count(OnceKey key) {
        return jdbc.sql("select count(*) from idempotency_key where id = :id")
                .param("id", key.hash())
                .query(Long.class)
                .single();
    }

    private Callable<KeptAnswer> working(int status) {
        return () -> {
            worked++;
            return new KeptAnswer(status, Map.of("Location", List.of("/" + worked)), "number " + worked);
        };
    }

    private static AskedBody asked(String body) {
        return AskedBody.of(body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static OnceKey key(Life life) {
        String key = UUID.randomUUID().toString();
        return new OnceKey("token:" + UUID.randomUUID(), "POST", "/api/things", key, key, life);
    }
}
