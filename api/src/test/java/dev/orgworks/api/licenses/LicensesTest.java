package dev.orgworks.api.licenses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Pools, seats and their changes, from outside. */
class LicensesTest extends ApiTest {

    private static final String LEARNERS = IntStream.rangeClosed(1, 8)
            .mapToObj(n -> "L%d,l%d@school.example,active".formatted(n, n))
            .collect(Collectors.joining("\n", "user_id,login_id,status\n", "\n"));

    private static final String WITH_ADDRESSES = IntStream.rangeClosed(1, 4)
            .mapToObj(n -> "L%d,l%d,l%d@school.example,active".formatted(n, n, n))
            .collect(Collectors.joining("\n", "user_id,login_id,email,status\n", "\n"));

    @Test
    void aPoolIsListedWithWhatIsLeftOfIt() {
        Tenant tenant = tenant();
        long pool = seats(tenant, 3, "{\"name\": \"Course library\", \"graceDays\": 14}");
        imported(tenant, LEARNERS);
        change(admin, tenant, act("assign", pool, "L1", "L2")).expect(200);

        JsonNode shown = somebody("VIEWER", tenant)
                .get(tenant.path() + "/licenses")
                .expect(200)
                .at("/data/pools/0");

        assertThat(shown.at("/product").asString()).isEqualTo("courses");
        assertThat(shown.at("/name").asString()).isEqualTo("Course library");
        assertThat(shown.at("/source").asString()).isEqualTo("MANUAL");
        assertThat(shown.at("/total").intValue()).isEqualTo(3);
        assertThat(shown.at("/used").intValue()).isEqualTo(2);
        assertThat(shown.at("/available").intValue()).isEqualTo(1);
        assertThat(shown.at("/overage").asString()).isEqualTo("REFUSE");
        assertThat(shown.at("/state").asString()).isEqualTo("ACTIVE");
        assertThat(shown.at("/expiresAt").isNull()).isTrue();
        assertThat(shown.at("/graceDays").intValue()).isEqualTo(14);
    }

    @Test
    void assignmentsArePagedAndFoundByTheirHolders() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 10);
        imported(tenant, LEARNERS);
        change(admin, tenant, act("assign", pool, "L1", "L2", "L3")).expect(200);
        change(admin, tenant, act("revoke", pool, "L2")).expect(200);
        String path = tenant.path() + "/licenses?includeAssignments=true&poolId=" + pool;

        Answer first = admin.get(path + "&limit=1").expect(200);
        Answer second = admin.get(
                        path + "&limit=1&cursor=" + first.at("/meta/nextCursor").asString())
                .expect(200);

        assertThat(first.at("/meta/total").intValue()).isEqualTo(2);
        assertThat(first.text("/data/assignments/0/learner/externalId")).isEqualTo("L3");
        assertThat(second.text("/data/assignments/0/learner/externalId")).isEqualTo("L1");
        assertThat(admin.get(path + "&search=L1@SCHOOL").at("/data/assignments").size())
                .isEqualTo(1);
        Answer ended = admin.get(path + "&state=ENDED");
        assertThat(ended.text("/data/assignments/0/learner/externalId")).isEqualTo("L2");
        assertThat(ended.text("/data/assignments/0/seat/endReason")).isEqualTo("REVOKED");
        assertThat(admin.get(path + "&search=nobody").at("/data/assignments").size())
                .isZero();
        admin.get(tenant.path() + "/licenses?includeAssignments=true&poolId=" + pool(tenant(), 1))
                .refused(404);
    }

    @Test
    void eachChangeHasItsOwnResultAndOnesThatCannotBeChangeNothing() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 2);
        imported(tenant, LEARNERS);

        Answer answer = change(
                        admin,
                        tenant,
                        act("assign", pool, "L1", "nobody", "L2", "L3"),
                        act("suspend", pool, "L4"),
                        act("suspend", pool, "L1"))
                .expect(200);

        assertThat(answer.at("/meta/succeeded").intValue()).isEqualTo(1);
        assertThat(answer.at("/meta/failed").intValue()).isEqualTo(2);
        assertThat(results(answer, 0)).containsExactly("GIVEN", "NOT_FOUND", "GIVEN", "NO_SEAT_LEFT");
        assertThat(results(answer, 1)).containsExactly("NO_SEAT_HELD");
        assertThat(results(answer, 2)).containsExactly("SUSPENDED");
        assertThat(used(pool)).isEqualTo(2);
    }

    @Test
    void allOrNothingChangesNothingWhenOneLearnerOfOneChangeIsRefused() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 2);
        imported(tenant, LEARNERS);

        Answer refused = admin.patch(
                        tenant.path() + "/licenses",
                        "{\"allOrNothing\": true, \"changes\": [%s, %s]}"
                                .formatted(act("assign", pool, "L1"), act("assign", pool, "L2", "L3")))
                .refused(409);

        assertThat(refused.text("/code")).isEqualTo("NOTHING_CHANGED");
        assertThat(refused.text("/details/0/field")).isEqualTo("changes[1].learners[1]");
        assertThat(refused.text("/details/0/code")).isEqualTo("NO_SEAT_LEFT");
        assertThat(used(pool)).isZero();
        assertThat(audit(refused.header("x-request-id"))).isEmpty();
        admin.patch(
                        tenant.path() + "/licenses",
                        "{\"allOrNothing\": true, \"changes\": [%s, %s]}"
                                .formatted(act("assign", pool, "L1"), act("assign", pool, "L2")))
                .expect(200);
        assertThat(used(pool)).isEqualTo(2);
    }

    @Test
    void aDryRunSaysWhatWouldBeAndChangesNothing() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 3);
        imported(tenant, LEARNERS);
        change(admin, tenant, act("assign", pool, "L1", "L2", "L3")).expect(200);

        Answer dry =
                admin.patch(tenant.path() + "/licenses", """
                        {"dryRun": true, "changes": [
                            {"action": "setTotal", "poolId": %1$d, "total": 1, "policy": "NEWEST"},
                            {"action": "revoke", "poolId": %1$d, "learners": [{"externalId": "L1"}]}]}
                        """.formatted(pool)).expect(200);

        assertThat(dry.at("/data/0/pool/total").intValue()).isEqualTo(1);
        assertThat(dry.at("/data/0/losing").size()).isEqualTo(2);
        assertThat(dry.text("/data/0/losing/0/learner/externalId")).isEqualTo("L3");
        assertThat(dry.at("/data/1/pool/used").intValue()).isZero();
        assertThat(used(pool)).isEqualTo(3);
        assertThat(admin.get(tenant.path() + "/licenses")
                        .at("/data/pools/0/total")
                        .intValue())
                .isEqualTo(3);
        assertThat(audit(dry.header("x-request-id"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NEWEST, L3 L2", "IDLE_LONGEST, L2 L1"})
    void aSmallerPoolTakesSeatsByItsPolicy(String policy, String losing) {
        Tenant tenant = tenant();
        long pool = pool(tenant, 3);
        imported(tenant, LEARNERS);
        for (String learner : List.of("L1", "L2", "L3")) {
            change(admin, tenant, act("assign", pool, learner)).expect(200);
        }
        used(pool, "L1", "2026-02-01");
        used(pool, "L2", "2026-01-01");
        used(pool, "L3", "2026-03-01");

        Answer refused =
                change(admin, tenant, "{\"action\": \"setTotal\", \"poolId\": %d, \"total\": 1}".formatted(pool));
        Answer shrunk = change(
                admin,
                tenant,
                "{\"action\": \"setTotal\", \"poolId\": %d, \"total\": 1, \"policy\": \"%s\"}".formatted(pool, policy));

        assertThat(refused.text("/data/0/error/code")).isEqualTo("POOL_IN_USE");
        assertThat(shrunk.at("/data/0/success").booleanValue())
                .as(shrunk.body())
                .isTrue();
        assertThat(losing(shrunk))
                .containsExactlyElementsOf(Arrays.stream(losing.split(" "))
                        .map(learner -> learner(tenant, learner))
                        .toList());
        assertThat(used(pool)).isEqualTo(1);
    }

    @Test
    void aListSaysWhoLosesHisSeatAndMustBeLongEnough() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 3);
        imported(tenant, LEARNERS);
        change(admin, tenant, act("assign", pool, "L1", "L2", "L3")).expect(200);
        String shrink =
                "{\"action\": \"setTotal\", \"poolId\": %d, \"total\": 1, \"policy\": \"LIST\", \"learners\": [%s]}";

        Answer tooShort = change(admin, tenant, shrink.formatted(pool, "{\"externalId\": \"L2\"}"));
        Answer done = change(
                admin,
                tenant,
                shrink.formatted(pool, "{\"externalId\": \"L3\"}, {\"externalId\": \"L1\"}, {\"externalId\": \"L2\"}"));

        assertThat(tooShort.text("/data/0/error/code")).isEqualTo("LIST_TOO_SHORT");
        assertThat(losing(done)).containsExactly(learner(tenant, "L3"), learner(tenant, "L1"));
        assertThat(admin.get(tenant.path() + "/licenses?includeAssignments=true")
                        .text("/data/assignments/0/learner/externalId"))
                .isEqualTo("L2");
    }

    @Test
    void aSeatIsSuspendedReinstatedHandedOnAndRevokedWithAnAuditEventEach() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        imported(tenant, LEARNERS);
        Client manager = somebody("MANAGER", tenant);

        Answer given = change(manager, tenant, act("assign", pool, "L1"));
        Answer again = change(manager, tenant, act("assign", pool, "L1"));
        Answer suspended = change(manager, tenant, act("suspend", pool, "L1"));
        Answer reinstated = change(manager, tenant, act("reinstate", pool, "L1"));
        Answer transferred = change(manager, tenant, """
                {"action": "transfer", "poolId": %d, "from": {"externalId": "L1"}, "to": {"email": "L2@school.example"}}
                """.formatted(pool));
        Answer revoked = change(manager, tenant, act("revoke", pool, "L2"));

        assertThat(results(given, 0)).containsExactly("GIVEN");
        assertThat(results(again, 0)).containsExactly("HELD");
        assertThat(audit(again.header("x-request-id"))).isEmpty();
        assertThat(results(suspended, 0)).containsExactly("SUSPENDED");
        assertThat(results(reinstated, 0)).containsExactly("REINSTATED");
        assertThat(results(transferred, 0)).containsExactly("TRANSFERRED");
        assertThat(results(revoked, 0)).containsExactly("REVOKED");
        assertThat(actions(given)).containsExactly("license.given");
        assertThat(actions(suspended)).containsExactly("license.suspended");
        assertThat(actions(reinstated)).containsExactly("license.reinstated");
        assertThat(actions(transferred)).containsExactly("license.transferred", "license.given");
        assertThat(actions(revoked)).containsExactly("license.revoked");
        assertThat(used(pool)).isZero();
    }

    @Test
    void whoWaitsIsShownAndOffersAreTakenDeclinedAndGivenUpFromOutside() {
        Tenant tenant = tenant();
        long pool = seats(tenant, 1, "{\"overage\": \"WAITLIST\"}");
        imported(tenant, WITH_ADDRESSES);
        assertThat(results(change(admin, tenant, act("assign", pool, "L1", "L2", "L3", "L4")), 0))
                .containsExactly("GIVEN", "WAITING", "WAITING", "WAITING");

        assertThat(results(change(admin, tenant, act("revoke", pool, "L1")), 0)).containsExactly("REVOKED");
        Answer waiting = admin.get(tenant.path() + "/licenses?includeWaitlist=true&poolId=" + pool);
        assertThat(waiting.at("/data/pools/0/offered").intValue()).isEqualTo(1);
        assertThat(waiting.at("/data/pools/0/available").intValue()).isZero();
        assertThat(waiting.at("/meta/total").intValue()).isEqualTo(3);
        assertThat(waiting.text("/data/waitlist/0/waiting/state")).isEqualTo("OFFERED");
        assertThat(waiting.text("/data/waitlist/0/learner/email")).isEqualTo("l2@school.example");
        assertThat(waiting.at("/data/waitlist/1/waiting/place").intValue()).isEqualTo(1);

        assertThat(results(change(admin, tenant, act("declineOffer", pool, "L2", "L3")), 0))
                .containsExactly("DECLINED", "DECLINED");
        assertThat(results(change(admin, tenant, act("takeOffer", pool, "L4", "L1")), 0))
                .containsExactly("GIVEN", "NOT_WAITING");
        assertThat(results(change(admin, tenant, act("assign", pool, "L2")), 0)).containsExactly("WAITING");
        assertThat(results(change(admin, tenant, act("leaveWaitlist", pool, "L2")), 0))
                .containsExactly("LEFT");
        assertThat(used(pool)).isEqualTo(1);
    }

    @Test
    void aProgramAsksWhetherSomebodyMayUseItsProductAndTheFirstUseMayGiveASeat() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        imported(tenant, LEARNERS);
        Client program = somebody("MANAGER", tenant);
        String path = tenant.path() + "/licenses/use";
        String asks = "{\"learner\": {\"externalId\": \"%s\"}, \"product\": \"courses\"}";

        Answer without = program.post(path, asks.formatted("L1")).expect(200);
        change(
                        admin,
                        tenant,
                        "{\"action\": \"setRules\", \"poolId\": %d, \"rules\": {\"firstUse\": true}}".formatted(pool))
                .expect(200);
        Answer first = program.post(path, asks.formatted("L1")).expect(200);
        Answer full = program.post(path, asks.formatted("L2")).expect(200);
        Answer unknown = program.post(path, "{\"learner\": {\"externalId\": \"L1\"}, \"product\": \"other\"}");

        assertThat(without.at("/data/access").booleanValue()).isFalse();
        assertThat(without.text("/data/reasons/0/code")).isEqualTo("NO_SEAT");
        assertThat(first.at("/data/access").booleanValue()).isTrue();
        assertThat(first.text("/data/seat/source")).isEqualTo("RULE");
        assertThat(first.text("/data/reasons/0/code")).isEqualTo("SEAT");
        assertThat(full.at("/data/access").booleanValue()).isFalse();
        assertThat(full.text("/data/reasons/0/code")).isEqualTo("FIRST_USE");
        assertThat(unknown.text("/data/reasons/0/code")).isEqualTo("NO_POOL");
        program.post(path, asks.formatted("nobody")).refused(404);
        assertThat(program.post(path, "{\"product\": \"courses\"}").refused(400).wrongFields())
                .contains("learner");
    }

    @Test
    void aReclaimedSeatIsGivenBackFromOutsideAndAnotherIsNot() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 2);
        imported(tenant, LEARNERS);
        change(admin, tenant, act("assign", pool, "L1", "L2")).expect(200);
        change(admin, tenant, act("revoke", pool, "L1", "L2")).expect(200);
        database.sql("update license_seat set end_reason = 'RECLAIMED' where pool_id = :pool and learner_id = :learner")
                .param("pool", pool)
                .param("learner", learner(tenant, "L1"))
                .update();

        assertThat(results(change(admin, tenant, act("restore", pool, "L1", "L2")), 0))
                .containsExactly("RESTORED", "NOT_RECLAIMED");
        assertThat(admin.get(tenant.path() + "/licenses/explain?learner=L1&product=courses")
                        .at("/data/products/0/access")
                        .booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "L1, SEAT",
        "L2, SEAT_SUSPENDED",
        "L3, SEAT_ENDED",
        "L4, WAITING",
        "L5, NO_SEAT",
        "l1@school.example, SEAT"
    })
    void accessIsExplained(String who, String code) {
        Tenant tenant = tenant();
        long pool = seats(tenant, 3, "{\"overage\": \"WAITLIST\"}");
        imported(tenant, LEARNERS);
        change(admin, tenant, act("assign", pool, "L1", "L2", "L3"), act("suspend", pool, "L2"))
                .expect(200);
        change(admin, tenant, act("assign", pool, "L6", "L4"), act("revoke", pool, "L3"))
                .expect(200);

        Answer explained = somebody("VIEWER", tenant)
                .get(tenant.path() + "/licenses/explain?learner=" + who)
                .expect(200);

        assertThat(explained.text("/data/products/0/reasons/0/code")).isEqualTo(code);
        assertThat(explained.at("/data/products/0/access").booleanValue()).isEqualTo(code.equals("SEAT"));
        assertThat(explained.text("/data/products/0/product")).isEqualTo("courses");
    }

    @Test
    void whoIsSuspendedOrRemovedHasNoAccessWhateverHeHolds() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 3);
        imported(tenant, LEARNERS);
        change(admin, tenant, act("assign", pool, "L1")).expect(200);

        admin.patch(tenant.path() + "/learners", "{\"changes\": [{\"externalId\": \"L1\", \"action\": \"suspend\"}]}")
                .expect(200);
        Answer suspended = admin.get(tenant.path() + "/licenses/explain?learner=L1");
        Answer refused = admin.post(
                tenant.path() + "/licenses/use", "{\"learner\": {\"externalId\": \"L1\"}, \"product\": \"courses\"}");

        assertThat(suspended.text("/data/products/0/reasons/0/code")).isEqualTo("LEARNER_SUSPENDED");
        assertThat(suspended.text("/data/products/0/reasons/1/code")).isEqualTo("SEAT");
        assertThat(suspended.at("/data/products/0/access").booleanValue()).isFalse();
        assertThat(refused.at("/data/access").booleanValue()).isFalse();
    }

    @Test
    void aPoolThatIsMadeWithARuleGivesItsSeatsByItself() {
        Tenant tenant = tenant();
        imported(tenant, WITH_ADDRESSES);

        long pool = seats(tenant, 3, "{\"rules\": {\"domains\": [\"School.example\"]}}");

        eventually(() -> assertThat(used(pool)).isEqualTo(3));
        assertThat(admin.get(tenant.path() + "/licenses/explain?learner=L4").text("/data/products/0/reasons/0/code"))
                .isEqualTo("RULE");
    }

    @Test
    void whoIsSuspendedOrRemovedGetsNoSeat() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5);
        imported(tenant, "user_id,login_id,status\nA,a,suspended\nB,b,active\n");
        admin.patch(tenant.path() + "/learners", "{\"changes\": [{\"externalId\": \"B\", \"action\": \"remove\"}]}")
                .expect(200);

        assertThat(results(change(admin, tenant, act("assign", pool, "A", "B")), 0))
                .containsExactly("LEARNER_SUSPENDED", "LEARNER_REMOVED");
    }

    @Test
    void anOrganizationDoesNotGiveItselfSeatsNorTime() {
        Tenant tenant = tenant();
        long pool = seats(tenant, 2, "{\"expiresAt\": \"2036-01-01T00:00:00Z\"}");
        Client administrator = somebody("ADMIN", tenant);
        Client manager = somebody("MANAGER", tenant);
        String create = "{\"action\": \"create\", \"product\": \"courses\", \"total\": 5}";
        String more = "{\"action\": \"setTotal\", \"poolId\": %d, \"total\": 3}".formatted(pool);
        String less = "{\"action\": \"setTotal\", \"poolId\": %d, \"total\": 1}".formatted(pool);
        String longer = "{\"action\": \"change\", \"poolId\": %d, \"settings\": {\"expiresAt\": null}}".formatted(pool);
        String shorter =
                "{\"action\": \"change\", \"poolId\": %d, \"settings\": {\"expiresAt\": \"2035-01-01T00:00:00Z\"}}"
                        .formatted(pool);

        for (String refused : List.of(create, more, longer)) {
            assertThat(change(administrator, tenant, refused).text("/data/0/error/code"))
                    .isEqualTo("DENIED");
        }
        assertThat(change(manager, tenant, less).text("/data/0/error/code")).isEqualTo("DENIED");
        for (String done : List.of(less, shorter)) {
            assertThat(change(administrator, tenant, done).at("/data/0/success").booleanValue())
                    .isTrue();
        }
        somebody("VIEWER", tenant)
                .patch(tenant.path() + "/licenses", "{\"changes\": [" + less + "]}")
                .refused(403);
    }

    @Test
    void settingsAreMergedAndAnotherVersionIsRefused() {
        Tenant tenant = tenant();
        long pool = seats(tenant, 2, "{\"name\": \"Old\", \"idleDays\": 30}");
        String settings = """
                {"action": "change", "poolId": %d, "version": 0, "settings": {"name": "New", "idleDays": null, "rules": {"roles": [" Teacher "]}}}
                """.formatted(pool);

        JsonNode changed = change(admin, tenant, settings).at("/data/0/pool");
        Answer outdated = change(admin, tenant, settings);

        assertThat(changed.at("/name").asString()).isEqualTo("New");
        assertThat(changed.at("/idleDays").isNull()).isTrue();
        assertThat(changed.at("/rules/roles/0").asString()).isEqualTo("teacher");
        assertThat(changed.at("/version").intValue()).isEqualTo(1);
        assertThat(outdated.text("/data/0/error/code")).isEqualTo("OUTDATED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\": \"dance\"} | changes[0].action",
                "{} | changes[0].action",
                "{\"action\": \"assign\", \"learners\": [{\"id\": 1}]} | changes[0].poolId",
                "{\"action\": \"assign\", \"poolId\": 1, \"learners\": []} | changes[0].learners",
                "{\"action\": \"assign\", \"poolId\": 1, \"learners\": [{}]} | changes[0].learners[0].learner",
                "{\"action\": \"assign\", \"poolId\": 1, \"learners\": [{\"id\": 1, \"email\": \"a@b.c\"}]} | changes[0].learners[0].learner",
                "{\"action\": \"assign\", \"poolId\": \"x\", \"learners\": [{\"id\": 1}]} | changes[0].poolId",
                "{\"action\": \"setTotal\", \"poolId\": 1, \"total\": 1, \"policy\": \"WORST\"} | changes[0].policy",
                "{\"action\": \"create\", \"product\": \"a\", \"total\": 1, \"colour\": 1} | changes[0].colour"
            })
    void whatIsMalformedIsNamedBeforeAnythingIsChanged(String change, String field) {
        Tenant tenant = tenant();

        Answer refused = change(admin, tenant, change).refused(400);

        assertThat(refused.wrongFields()).contains(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"product\": \"no blanks\", \"total\": 1",
                "\"product\": \"a\", \"total\": -1",
                "\"product\": \"a\", \"total\": 1, \"settings\": {\"graceDays\": 366}",
                "\"product\": \"a\", \"total\": 1, \"settings\": {\"idleDays\": 7, \"idleNoticeDays\": 7}",
                "\"product\": \"a\", \"total\": 1, \"settings\": {\"rules\": {\"domains\": [\"@school.example\"]}}",
                "\"product\": \"a\", \"total\": 1, \"settings\": {\"name\": \" \"}"
            })
    void aPoolThatCannotBeIsNotMade(String fields) {
        Tenant tenant = tenant();

        Answer refused = change(admin, tenant, "{\"action\": \"create\", " + fields + "}")
                .expect(200);

        assertThat(refused.at("/data/0/success").booleanValue())
                .as(refused.body())
                .isFalse();
        assertThat(admin.get(tenant.path() + "/licenses").at("/data/pools").size())
                .isZero();
    }

    private long pool(Tenant tenant, int total) {
        return seats(tenant, total, "{}");
    }

    private static Answer change(Client client, Tenant tenant, String... changes) {
        return client.patch(tenant.path() + "/licenses", "{\"changes\": [" + String.join(", ", changes) + "]}");
    }

    private static String act(String action, long pool, String... externalIds) {
        return "{\"action\": \"%s\", \"poolId\": %d, \"learners\": [%s]}"
                .formatted(
                        action,
                        pool,
                        Arrays.stream(externalIds)
                                .map("{\"externalId\": \"%s\"}"::formatted)
                                .collect(Collectors.joining(", ")));
    }

    /** What became of each learner of a change: the result, or the error's code. */
    private static List<String> results(Answer answer, int change) {
        return answer.at("/data/" + change + "/learners")
                .valueStream()
                .map(learner -> learner.at("/success").booleanValue()
                        ? learner.at("/result").asString()
                        : learner.at("/error/code").asString())
                .toList();
    }

    private static List<Long> losing(Answer answer) {
        return answer.at("/data/0/losing")
                .valueStream()
                .map(seat -> seat.at("/seat/learnerId").longValue())
                .toList();
    }

    private List<String> actions(Answer answer) {
        return audit(answer.header("x-request-id")).stream()
                .map(AuditRow::action)
                .filter(action -> !action.equals("job.enqueued"))
                .toList();
    }

    private int used(long pool) {
        return database.sql("select used from license_pool where id = :pool")
                .param("pool", pool)
                .query(Integer.class)
                .single();
    }

    private void used(long pool, String externalId, String day) {
        database.sql("""
                        update license_seat set last_used_at = :day
                        where pool_id = :pool and live = 1 and learner_id in (
                            select id from learner where external_id = :externalId)
                        """)
                .param("day", day)
                .param("pool", pool)
                .param("externalId", externalId)
                .update();
    }

    private long learner(Tenant tenant, String externalId) {
        return database.sql(
                        "select id from learner where organization_id = :organization and external_id = :externalId")
                .param("organization", tenant.id())
                .param("externalId", externalId)
                .query(Long.class)
                .single();
    }
}
