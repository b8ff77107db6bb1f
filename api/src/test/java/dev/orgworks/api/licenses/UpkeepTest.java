package dev.orgworks.api.licenses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.EndSeat;
import dev.orgworks.domain.licenses.EnqueueUpkeep;
import dev.orgworks.domain.licenses.GrantSeat;
import dev.orgworks.domain.licenses.NoSeatLeftException;
import dev.orgworks.domain.licenses.RestoreSeat;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.UseSeat;
import dev.orgworks.domain.licenses.Waiting;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the upkeep of licences does by itself, and does once. */
class UpkeepTest extends LicensingTest {

    private static final String OWNER = "administrator@localhost";
    private static final String HEADER = "user_id,login_id,status,email,role\n";

    @Autowired
    private EndSeat end;

    @Autowired
    private EnqueueUpkeep enqueue;

    @Autowired
    private RestoreSeat restore;

    @Autowired
    private UseSeat use;

    @Test
    void anImportThatRemovesSomebodyFreesHisSeatForWhoWaitsAndItsUndoingGivesItBack() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        set(pool, "offer_hours = 0");
        // enough others that the guard lets two of them go
        StringBuilder roster = new StringBuilder(HEADER);
        List.of("ada", "bob", "cyd").forEach(name -> roster.append("%s,%s,active,,student\n".formatted(name, name)));
        IntStream.range(0, 40).forEach(number -> roster.append("S%d,s%d,active,,student\n".formatted(number, number)));
        imported(tenant, roster.toString());
        settled(tenant);
        Learner ada = known(tenant, "ada");
        Learner bob = known(tenant, "bob");
        Learner cyd = known(tenant, "cyd");
        give(tenant, pool, ada);
        ask(tenant, pool, cyd);
        ask(tenant, pool, bob);

        Answer removal = imported(tenant, HEADER + "ada,ada,deleted,,student\ncyd,cyd,deleted,,student\n");
        settled(tenant);

        assertThat(seats.ofLearner(tenant.id(), ada.id()))
                .extracting(Seat::endReason)
                .containsExactly(Seat.End.LEFT);
        assertThat(waiting(tenant, cyd).state()).isEqualTo(Waiting.State.LEFT);
        assertThat(seats.held(pool, bob.id())).isPresent();

        finished(admin.post(removal.text("/data/links/undo"), "").expect(202).text("/data/job/id"));
        assertThat(settled(tenant)).containsEntry("seatsReturned", 0);
        set(pool, "total = 2");
        assertThat(upkeep(tenant)).containsEntry("seatsReturned", 1);

        assertThat(seats.held(pool, ada.id()).map(Seat::source)).contains(Seat.Source.RESTORED);
        assertThat(look(tenant, pool).used()).isEqualTo(2);
        assertThat(upkeep(tenant)).doesNotContainKey("seatsReturned");
    }

    @Test
    void aSeatWhoseLearnerIsGoneIsReleased() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Learner learner = learner(tenant, "gone");
        give(tenant, pool, learner);
        database.sql("delete from learner where id = :id")
                .param("id", learner.id())
                .update();

        assertThat(upkeep(tenant)).containsEntry("seatsReleased", 1);

        assertThat(look(tenant, pool).used()).isZero();
    }

    @Test
    void rulesGiveSeatsToWhomAnImportBrings() {
        Tenant tenant = tenant();
        long staff = pool(tenant, 10);
        set(staff, "product = 'staff', assign_roles = '[\"teacher\"]'");
        long courses = pool(tenant, 10);
        set(courses, "assign_domains = '[\"school.org\"]'");

        imported(
                tenant,
                HEADER
                        + "A,ada,active,ada@School.org,Teacher\n"
                        + "B,bob,active,bob@school.org,student\n"
                        + "C,cyd,active,cyd@else.org,student\n"
                        + "D,dan,active,dan@sub.school.org,student\n"
                        + "E,eve,suspended,eve@school.org,teacher\n");
        assertThat(settled(tenant)).containsEntry("rulesApplied", 3).containsEntry("withoutSeat", 0);

        assertThat(holders(staff)).containsExactly(known(tenant, "A").id());
        assertThat(holders(courses))
                .containsExactly(known(tenant, "A").id(), known(tenant, "B").id());
        assertThat(audited(tenant, "license.given")).isEqualTo(3);
        assertThat(upkeep(tenant)).containsEntry("rulesApplied", 0);
    }

    @Test
    void noRuleGivesASeatToWhomItWasTakenFrom() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 10);
        set(pool, "assign_domains = '[\"example.org\"]'");
        Learner learner = learner(tenant, "revoked");
        upkeep(tenant);
        long seat = seats.held(pool, learner.id()).orElseThrow().id();
        inTransaction(() -> end.end(ACTOR, tenant.id(), seat, Seat.End.REVOKED));

        assertThat(upkeep(tenant)).containsEntry("rulesApplied", 0).containsEntry("withoutSeat", 0);

        assertThat(seats.held(pool, learner.id())).isEmpty();
    }

    @Test
    void rulesStopWhereThePoolIsFullAndSayHowManyAreLeftWithout() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 3);
        set(pool, "assign_domains = '[\"example.org\"]'");
        List<Learner> people = IntStream.range(0, 7)
                .mapToObj(number -> learner(tenant, "person" + number))
                .toList();

        assertThat(upkeep(tenant)).containsEntry("rulesApplied", 3).containsEntry("withoutSeat", 4);

        assertThat(holders(pool))
                .containsExactlyElementsOf(
                        people.subList(0, 3).stream().map(Learner::id).toList());
        assertThat(waitlist.count(tenant.id(), pool)).isZero();
    }

    @Test
    void whoWaitsComesBeforeWhomARuleMeans() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 0);
        set(pool, "assign_domains = '[\"example.org\"]', offer_hours = 0");
        learner(tenant, "meant");
        Learner waits = learner(tenant, "waits");
        ask(tenant, pool, waits);
        set(pool, "total = 1");

        upkeep(tenant);

        assertThat(holders(pool)).containsExactly(waits.id());
    }

    @Test
    void nobodyGetsTwoSeatsOfAProductByRules() {
        Tenant tenant = tenant();
        long small = pool(tenant, 1);
        long large = pool(tenant, 10);
        set(small, "assign_domains = '[\"example.org\"]'");
        set(large, "assign_domains = '[\"example.org\"]'");
        Learner first = learner(tenant, "first");
        Learner second = learner(tenant, "second");

        assertThat(upkeep(tenant)).containsEntry("rulesApplied", 2).containsEntry("withoutSeat", 0);

        assertThat(holders(small)).containsExactly(first.id());
        assertThat(holders(large)).containsExactly(second.id());
    }

    @Test
    void thousandsGetTheirSeatsInPages() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1_200);
        set(pool, "assign_roles = '[\"student\"]'");
        StringBuilder roster = new StringBuilder(HEADER);
        IntStream.range(0, 1_300)
                .forEach(number -> roster.append("S%d,s%d,active,,student\n".formatted(number, number)));

        imported(tenant, roster.toString());

        assertThat(settled(tenant)).containsEntry("rulesApplied", 1_200).containsEntry("withoutSeat", 100);
        assertThat(look(tenant, pool).used()).isEqualTo(1_200);
        assertThat(holders(pool)).hasSize(1_200);
    }

    @Test
    void aStateIsToldOnceToTheAdministrators() {
        Tenant tenant = tenant();
        String administrator = member(tenant, "ADMIN").email();
        member(tenant, "MANAGER");
        long pool = pool(tenant, 1);
        set(pool, "expires_at = date_sub(now(6), interval 1 hour), tells_at = expires_at, grace_days = 7");

        upkeeps.ofWhatIsDue();
        assertThat(settled(tenant)).containsEntry("poolStatesTold", 1);
        upkeep(tenant);

        assertThat(audited(tenant, "license.pool.grace")).isEqualTo(1);
        assertThat(letters(tenant, "LICENSE_POOL_STATE")).containsExactlyInAnyOrder(OWNER, administrator);

        set(pool, "expires_at = date_sub(now(6), interval 8 day), tells_at = date_sub(now(6), interval 1 day)");
        upkeep(tenant);
        upkeep(tenant);
        assertThat(audited(tenant, "license.pool.expired")).isEqualTo(1);

        set(pool, "expires_at = date_add(now(6), interval 1 year)");
        upkeep(tenant);
        upkeep(tenant);
        assertThat(audited(tenant, "license.pool.active")).isEqualTo(1);
        assertThat(letters(tenant, "LICENSE_POOL_STATE")).hasSize(6);
        assertThat(database.sql("select tells_at = expires_at from license_pool where id = :pool")
                        .param("pool", pool)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aRenewalGivesSeatsToThoseWhoWait() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 0);
        Learner waits = learner(tenant, "waits");
        ask(tenant, pool, waits);
        set(pool, "total = 1, expires_at = date_sub(now(6), interval 1 hour), told_state = 'EXPIRED'");
        upkeep(tenant);
        assertThat(waiting(tenant, waits).state()).isEqualTo(Waiting.State.WAITING);

        set(pool, "expires_at = null");
        upkeep(tenant);

        assertThat(waiting(tenant, waits).state()).isEqualTo(Waiting.State.OFFERED);
    }

    @Test
    void aSeatThatIsUsedAfterTheWarningIsNotReclaimed() {
        Tenant tenant = tenant();
        long pool = idlePool(tenant);
        Learner learner = learner(tenant, "holder");
        give(tenant, pool, learner);
        setSeats(pool, "given_at = date_sub(now(6), interval 23 day)");
        assertThat(upkeep(tenant)).containsEntry("idleWarned", 1);
        assertThat(upkeep(tenant)).doesNotContainEntry("idleWarned", 1);
        assertThat(letters(tenant, "LICENSE_IDLE_WARNING")).containsExactly("holder@example.org");

        assertThat(uses(tenant, learner)).isTrue();
        setSeats(pool, "given_at = date_sub(now(6), interval 31 day)");
        upkeep(tenant);

        assertThat(seats.held(pool, learner.id()).map(Seat::warnedAt)).isEmpty();
        assertThat(seats.held(pool, learner.id())).isPresent();
    }

    @Test
    void aSeatThatIsNotUsedIsReclaimedAfterTheNoticeAndCanBeGivenBackForTwoWeeks() {
        Tenant tenant = tenant();
        long pool = idlePool(tenant);
        Learner learner = learner(tenant, "holder");
        long seat = give(tenant, pool, learner).id();
        setSeats(pool, "given_at = date_sub(now(6), interval 100 day)");
        assertThat(upkeep(tenant)).containsEntry("idleWarned", 1);
        assertThat(seats.byId(tenant.id(), seat).endedAt()).isNull();
        setSeats(pool, "warned_at = date_sub(now(6), interval 6 day)");
        upkeep(tenant);
        assertThat(seats.byId(tenant.id(), seat).endedAt()).isNull();

        setSeats(pool, "warned_at = date_sub(now(6), interval 7 day)");
        assertThat(upkeep(tenant)).containsEntry("idleReclaimed", 1);
        upkeep(tenant);

        assertThat(seats.byId(tenant.id(), seat).endReason()).isEqualTo(Seat.End.RECLAIMED);
        assertThat(letters(tenant, "LICENSE_RECLAIMED")).containsExactly("holder@example.org");
        assertThat(look(tenant, pool).used()).isZero();

        Learner other = learner(tenant, "other");
        Seat others = give(tenant, pool, other);
        assertThatThrownBy(() -> restore.restore(ACTOR, tenant.id(), seat)).isInstanceOf(NoSeatLeftException.class);
        inTransaction(() -> end.end(ACTOR, tenant.id(), others.id(), Seat.End.REVOKED));
        assertCode("NOT_RECLAIMED", () -> restore.restore(ACTOR, tenant.id(), others.id()));
        setEnded(seat, "15 day");
        assertCode("RESTORE_TOO_LATE", () -> restore.restore(ACTOR, tenant.id(), seat));
        setEnded(seat, "13 day");
        GrantSeat.Outcome restored = restore.restore(ACTOR, tenant.id(), seat);
        assertThat(restored.given()).isTrue();
        assertThat(restored.seat().source()).isEqualTo(Seat.Source.RESTORED);
        assertThat(restore.restore(ACTOR, tenant.id(), seat)).isEqualTo(new GrantSeat.Outcome(restored.seat(), false));
    }

    @Test
    void aReclaimedSeatGoesToWhoWaits() {
        Tenant tenant = tenant();
        long pool = idlePool(tenant);
        give(tenant, pool, learnerWithoutMail(tenant, "silent"));
        setSeats(pool, "given_at = date_sub(now(6), interval 100 day)");
        upkeep(tenant);
        setSeats(pool, "warned_at = date_sub(now(6), interval 8 day)");
        Learner waits = learner(tenant, "waits");
        ask(tenant, pool, waits);

        upkeep(tenant);

        assertThat(waiting(tenant, waits).state()).isEqualTo(Waiting.State.OFFERED);
        assertThat(letters(tenant, "LICENSE_IDLE_WARNING")).isEmpty();
    }

    @Test
    void aWarningIsForgottenWhenThePoolReclaimsNothingAnyMore() {
        Tenant tenant = tenant();
        long pool = idlePool(tenant);
        Learner learner = learner(tenant, "holder");
        give(tenant, pool, learner);
        setSeats(pool, "given_at = date_sub(now(6), interval 100 day), warned_at = date_sub(now(6), interval 50 day)");
        set(pool, "idle_days = null");
        assertThat(upkeep(tenant)).containsEntry("warningsForgotten", 1);
        set(pool, "idle_days = 30");

        assertThat(upkeep(tenant)).containsEntry("idleWarned", 1).doesNotContainKey("idleReclaimed");

        assertThat(seats.held(pool, learner.id())).isPresent();
    }

    @Test
    void suspendedSeatsAndThoseOfExpiredPoolsAreNotReclaimed() {
        Tenant tenant = tenant();
        long suspended = idlePool(tenant);
        give(tenant, suspended, learner(tenant, "holder"));
        setSeats(suspended, "given_at = date_sub(now(6), interval 100 day), state = 'SUSPENDED'");
        long expired = idlePool(tenant);
        give(tenant, expired, learner(tenant, "holder"));
        setSeats(expired, "given_at = date_sub(now(6), interval 100 day)");
        set(expired, "expires_at = date_sub(now(6), interval 1 day)");

        assertThat(upkeep(tenant)).doesNotContainKey("idleWarned");
    }

    @Test
    void usingIsNotedOnceAnHour() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Learner learner = learner(tenant, "user");
        assertThat(uses(tenant, learner)).isFalse();
        give(tenant, pool, learner);

        assertThat(uses(tenant, learner)).isTrue();
        var first = seats.held(pool, learner.id()).orElseThrow().lastUsedAt();
        assertThat(first).isNotNull();
        assertThat(uses(tenant, learner)).isTrue();
        assertThat(seats.held(pool, learner.id()).orElseThrow().lastUsedAt()).isEqualTo(first);
        setSeats(pool, "last_used_at = date_sub(now(6), interval 61 minute)");
        assertThat(uses(tenant, learner)).isTrue();
        assertThat(seats.held(pool, learner.id()).orElseThrow().lastUsedAt()).isAfterOrEqualTo(first);

        set(pool, "expires_at = date_sub(now(6), interval 1 day), grace_days = 2");
        assertThat(uses(tenant, learner)).isTrue();
        set(pool, "grace_days = 1");
        assertThat(uses(tenant, learner)).isFalse();
        set(pool, "expires_at = null");
        setSeats(pool, "state = 'SUSPENDED'");
        assertThat(uses(tenant, learner)).isFalse();
    }

    @Test
    void theFirstUseGivesASeatWhereARuleSaysSo() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        set(pool, "assign_first_use = true");
        Learner learner = learner(tenant, "user");
        Learner late = learner(tenant, "late");

        assertThat(uses(tenant, learner)).isTrue();
        assertThat(seats.held(pool, learner.id()).map(Seat::source)).contains(Seat.Source.RULE);
        assertThat(uses(tenant, late)).isFalse();
        assertThat(waitlist.count(tenant.id(), pool)).isZero();

        long seat = seats.held(pool, learner.id()).orElseThrow().id();
        inTransaction(() -> end.end(ACTOR, tenant.id(), seat, Seat.End.REVOKED));
        assertThat(uses(tenant, learner)).isFalse();
        assertThat(uses(tenant, late)).isTrue();
    }

    @Test
    void whoLostHisSeatForWantOfUseGetsOneByUsingAgain() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        set(pool, "assign_first_use = true");
        Learner learner = learner(tenant, "user");
        long seat = give(tenant, pool, learner).id();
        inTransaction(() -> end.end(ACTOR, tenant.id(), seat, Seat.End.RECLAIMED));

        assertThat(uses(tenant, learner)).isTrue();
    }

    @Test
    void oneWholeUpkeepWaitsAtMost() {
        Tenant tenant = tenant();
        pool(tenant, 1);
        whileNoJobStarts(() -> {
            for (int i = 0; i < 3; i++) {
                transactions.executeWithoutResult(status -> enqueue.of(tenant.id()));
            }
            assertThat(runs(tenant)).hasSize(1);
        });
        settled(tenant);
        transactions.executeWithoutResult(status -> enqueue.of(tenant.id()));
        settled(tenant);
        assertThat(runs(tenant)).hasSize(2);
    }

    @Test
    void everyOrganizationWithPoolsIsKeptUpOnceANight() {
        Tenant with = tenant();
        pool(with, 1);
        Tenant without = tenant();

        for (int i = 0; i < 2; i++) {
            long last = upkeeps.ofToday(0);
            while (last > 0) {
                last = upkeeps.ofToday(last);
            }
        }

        settled(with);
        assertThat(runs(with)).extracting(Upkept::payload).containsExactly("{\"whole\":true}");
        assertThat(runs(without)).isEmpty();
    }

    /** Thirty days, told seven days before. */
    private long idlePool(Tenant tenant) {
        long pool = pool(tenant, 1);
        set(pool, "idle_days = 30, idle_notice_days = 7");
        return pool;
    }

    private Learner known(Tenant tenant, String externalId) {
        return learners.byExternalId(tenant.id(), externalId).orElseThrow();
    }

    private boolean uses(Tenant tenant, Learner learner) {
        return use.use(ACTOR, tenant.id(), "courses", learner).isPresent();
    }

    private List<Long> holders(long pool) {
        return database.sql(
                        "select learner_id from license_seat where pool_id = :pool and live = 1 order by learner_id")
                .param("pool", pool)
                .query(Long.class)
                .list();
    }

    private void setEnded(long seat, String ago) {
        database.sql("update license_seat set ended_at = date_sub(now(6), interval " + ago + ") where id = :id")
                .param("id", seat)
                .update();
    }

    private static void assertCode(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
