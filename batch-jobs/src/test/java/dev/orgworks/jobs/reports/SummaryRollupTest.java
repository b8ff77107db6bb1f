package dev.orgworks.jobs.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.activity.TakeActivity.Taken;
import dev.orgworks.domain.activity.ToldActivity;
import dev.orgworks.domain.activity.ToldActivity.Whom;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.reports.EnqueueSummaries;
import dev.orgworks.domain.reports.Summary;
import dev.orgworks.domain.reports.SummaryLearner;
import dev.orgworks.domain.reports.SummaryPeriod;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import dev.orgworks.jobs.metrics.Today;
import dev.orgworks.jobs.reports.School.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The summary against what the facts come to, told one by one. */
@JobsTest
class SummaryRollupTest {

    private static final Instant NOW = Instant.parse("2025-04-10T11:00:00Z");

    private final School school;
    private final Today today;
    private final Worker worker;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    @Autowired
    SummaryRollupTest(School school, Today today, Worker worker, JdbcClient jdbc, TransactionTemplate transaction) {
        this.school = school;
        this.today = today;
        this.worker = worker;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @AfterEach
    void theClockGoesOn() {
        today.goesOn();
    }

    @ParameterizedTest(name = "{0} until {2}")
    @CsvSource({
        "America/New_York, 2025-10-20T00:00:00Z, 2026-03-20T15:00:00Z",
        "Europe/Berlin,    2025-03-01T00:00:00Z, 2025-11-10T23:30:00Z",
        "Asia/Kathmandu,   2024-12-20T00:00:00Z, 2025-02-10T18:14:59Z",
        "Pacific/Apia,     2011-11-15T00:00:00Z, 2012-02-03T11:00:00Z",
        "America/Havana,   2025-02-20T00:00:00Z, 2025-11-05T12:00:00Z",
        "UTC,              2024-02-20T00:00:00Z, 2024-03-05T12:00:00Z"
    })
    void every_figure_is_that_of_its_facts(String zone, Instant from, Instant now) {
        Tenant tenant = school.tenant(zone, from);
        today.is(now);
        Random random = new Random(7);
        tenant.does(tenant.events(random, from, now, 400));
        tenant.rollUp();
        hold(tenant, from, now);

        // later ones, some of which happened long before
        tenant.does(tenant.events(random, from, now, 300));
        tenant.rollUp();

        hold(tenant, from, now);
    }

    @Test
    void what_is_told_again_counts_once() {
        Tenant tenant = school.tenant("UTC");
        today.is(NOW);
        List<ToldActivity> events = tenant.events(new Random(3), NOW.minus(Duration.ofDays(40)), NOW, 50);
        tenant.does(events);
        tenant.rollUp();

        Taken again = tenant.tells(events);
        tenant.rollUp();

        assertThat(again.accepted()).isZero();
        assertThat(again.duplicates()).isEqualTo(50);
        hold(tenant, NOW.minus(Duration.ofDays(41)), NOW);
    }

    @Test
    void an_id_stands_for_one_event() {
        Tenant tenant = school.tenant("UTC");
        today.is(NOW);
        ToldActivity event = tenant.event(new Random(3), NOW);
        var batch = new TreeMap<>(Map.of(
                0,
                event,
                1,
                event,
                2,
                new ToldActivity(event.eventId(), event.learner(), ActivityKind.LOGIN, null, null, NOW.minusSeconds(9)),
                3,
                new ToldActivity("another", new Whom(-1L, null), ActivityKind.LOGIN, null, null, NOW)));

        Taken taken = tenant.acts().take().take(Worker.SOMEBODY, tenant.id, batch);

        assertThat(taken.accepted()).isEqualTo(1);
        assertThat(taken.duplicates()).isEqualTo(1);
        assertThat(taken.refused().keySet()).containsExactly(2, 3);
        assertThat(taken.refused().values().stream().map(Detail::code)).containsExactly("EVENT_ID_REUSED", "NOT_FOUND");
    }

    @Test
    void facts_that_commit_late_are_not_passed_over() throws Exception {
        Tenant tenant = school.tenant("Asia/Kathmandu");
        today.is(NOW);
        // a batch that comes soon behind a rollup enqueues none, so that one can run beside it
        tenant.rollUp();
        Random random = new Random(5);
        List<ToldActivity> early = tenant.events(random, NOW.minus(Duration.ofDays(9)), NOW, 200);
        List<ToldActivity> late = tenant.events(random, NOW.minus(Duration.ofDays(9)), NOW, 300);

        CompletableFuture<Void> other = transaction.execute(status -> {
            tenant.does(late);
            CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> {
                today.is(NOW);
                try {
                    tenant.tells(early);
                } finally {
                    today.goesOn();
                }
            });
            untilSomebodyWaits(tenant);
            // whoever comes later has later numbers, and nobody sees them before
            CompletableFuture.runAsync(() -> {
                        today.is(NOW);
                        try {
                            tenant.rollUp();
                        } finally {
                            today.goesOn();
                        }
                    })
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            assertThat(begun).isNotDone();
            return begun;
        });
        other.get(60, TimeUnit.SECONDS);
        tenant.told.addAll(early);
        tenant.rollUp();

        hold(tenant, NOW.minus(Duration.ofDays(10)), NOW);
    }

    @Test
    void a_rollup_that_fails_half_way_goes_on_and_counts_nothing_twice() {
        Tenant tenant = school.tenant("America/New_York");
        today.is(NOW);
        tenant.does(tenant.events(new Random(11), NOW.minus(Duration.ofDays(20)), NOW, 25_000));
        UUID run = Objects.requireNonNull(queued(tenant));
        jdbc.sql("""
                        create trigger fail_summary before update on summary_state for each row begin
                            if new.organization_id = %d and new.facts_through > 20000 then
                                signal sqlstate '45000' set message_text = 'that is enough';
                            end if;
                        end
                        """.formatted(tenant.id)).update();
        try {
            assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED);
        } finally {
            jdbc.sql("drop trigger fail_summary").update();
        }
        assertThat(figures(tenant, NOW.minus(Duration.ofDays(21)), NOW)
                        .activity()
                        .events())
                .isEqualTo(20_000);

        worker.restart(run);

        assertThat(worker.run(run).outcome()).containsEntry("events", 25_000);
        hold(tenant, NOW.minus(Duration.ofDays(21)), NOW);
    }

    @Test
    void when_the_organization_moves_its_days_are_made_anew() {
        Tenant tenant = school.tenant("Pacific/Auckland");
        Instant from = NOW.minus(Duration.ofDays(90));
        today.is(NOW);
        tenant.does(tenant.events(new Random(13), from, NOW, 500));
        tenant.rollUp();
        hold(tenant, from, NOW);

        tenant.movesTo("America/New_York");
        tenant.does(tenant.events(new Random(14), from, NOW, 100));
        assertThat(figures(tenant, from, NOW).timeZone()).isEqualTo(ZoneId.of("Pacific/Auckland"));
        tenant.rollUp();

        assertThat(figures(tenant, from, NOW).timeZone()).isEqualTo(ZoneId.of("America/New_York"));
        hold(tenant, from, NOW);
    }

    @Test
    void learners_count_by_status_and_on_the_day_on_which_they_joined() {
        Tenant tenant = school.tenant("America/New_York", Instant.parse("2025-03-31T12:00:00Z"));
        tenant.learners.add(tenant.learner("late", Instant.parse("2025-04-02T03:59:59.999999Z")));
        tenant.learners.add(tenant.learner("later", Instant.parse("2025-04-02T04:00:00Z")));
        jdbc.sql("update learner set status = 'REMOVED' where organization_id = :id and external_key in ('L0', 'L1')")
                .param("id", tenant.id)
                .update();
        jdbc.sql("update learner set status = 'SUSPENDED' where organization_id = :id and external_key = 'L2'")
                .param("id", tenant.id)
                .update();
        today.is(NOW);
        tenant.rollUp();

        Summary summary = tenant.acts()
                .find()
                .find(tenant.id, LocalDate.parse("2025-04-01"), LocalDate.parse("2025-04-03"), SummaryPeriod.DAY);

        assertThat(summary.asOf()).isEqualTo(NOW);
        assertThat(summary.learners().total()).isEqualTo(40);
        assertThat(summary.learners().byStatus()).hasToString("{ACTIVE=39, SUSPENDED=1, REMOVED=2}");
        assertThat(summary.learners().joined()).isEqualTo(2);
        assertThat(summary.series().stream().map(Summary.Point::joined)).containsExactly(1L, 1L, 0L);
    }

    @Test
    void an_organization_is_rolled_up_when_something_changed_its_day_turns_or_it_moves(
            @Autowired EnqueueSummaries due) {
        Tenant tenant = school.tenant("Asia/Kathmandu");
        Instant midnight = Instant.parse("2025-04-10T18:15:00Z");
        // whoever has never been rolled up waits as long as whoever changes all the time
        today.is(NOW.minus(Duration.ofDays(3_000)));
        assertThat(enqueued(due, tenant)).isNull();
        today.is(Instant.parse("2031-01-01T00:00:00Z"));
        carryOut(enqueued(due, tenant), true);
        jdbc.sql("update summary_state set as_of = :at, begun_at = :at where organization_id = :id")
                .param("at", "2025-04-10 11:00:00")
                .param("id", tenant.id)
                .update();
        today.is(NOW.plus(Duration.ofMinutes(30)));
        assertThat(enqueued(due, tenant)).isNull();

        tenant.does(tenant.events(new Random(5), NOW.minus(Duration.ofDays(3)), NOW, 20));
        UUID facts = queued(tenant);
        carryOut(facts, false);
        carryOut(enqueued(due, tenant), true);
        assertThat(enqueued(due, tenant)).isNull();

        today.is(midnight.minusSeconds(1));
        assertThat(enqueued(due, tenant)).isNull();
        today.is(midnight);
        carryOut(enqueued(due, tenant), true);
        assertThat(enqueued(due, tenant)).isNull();

        tenant.movesTo("Europe/Berlin");
        carryOut(enqueued(due, tenant), true);
        assertThat(enqueued(due, tenant)).isNull();
    }

    @Test
    void batches_that_come_one_behind_the_other_are_added_up_together(@Autowired EnqueueSummaries due) {
        Tenant tenant = school.tenant("UTC");
        today.is(NOW);
        Random random = new Random(5);
        tenant.does(tenant.events(random, NOW.minus(Duration.ofDays(3)), NOW, 20));
        tenant.does(tenant.events(random, NOW.minus(Duration.ofDays(3)), NOW, 20));
        carryOut(queued(tenant), false);

        tenant.does(tenant.events(random, NOW.minus(Duration.ofDays(3)), NOW, 20));
        assertThat(queued(tenant)).isNull();
        today.is(NOW.plusSeconds(60));
        carryOut(enqueued(due, tenant), false);

        assertThat(tenant.enqueue()).isEqualTo(tenant.enqueue());
        carryOut(queued(tenant), true);
        hold(tenant, NOW.minus(Duration.ofDays(4)), NOW);
    }

    /** The run that waits when the schedule has looked; null: none does. */
    private @Nullable UUID enqueued(EnqueueSummaries due, Tenant tenant) {
        long last = due.ofWhatChanged(tenant.id - 1);
        assertThat(last).isGreaterThanOrEqualTo(tenant.id);
        return queued(tenant);
    }

    /** The only run that waits; null: none does. */
    private static @Nullable UUID queued(Tenant tenant) {
        List<UUID> queued = tenant.queued();
        assertThat(queued).hasSizeLessThan(2);
        return queued.isEmpty() ? null : queued.get(0);
    }

    private void carryOut(@Nullable UUID run, boolean whole) {
        assertThat(run).isNotNull();
        assertThat(worker.run(run).payload()).containsEntry("whole", whole);
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(worker.run(run).state()).isEqualTo(RunState.COMPLETED);
    }

    /** Returns when somebody wants to store facts of the organization and does not get to. */
    private void untilSomebodyWaits(Tenant tenant) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("""
                        select count(*) from information_schema.processlist
                        where info like '%into activity_sequence%' and info like :organization and id <> connection_id()
                        """)
                                .param("organization", "%(" + tenant.id + ",%")
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private Summary figures(Tenant tenant, Instant from, Instant to) {
        return tenant.acts().find().find(tenant.id, day(tenant, from), day(tenant, to), SummaryPeriod.MONTH);
    }

    private static LocalDate day(Tenant tenant, Instant at) {
        return at.atZone(tenant.zone).toLocalDate();
    }

    /** Every figure of every period, and of every learner, is that which the facts give. */
    private void hold(Tenant tenant, Instant begins, Instant ends) {
        LocalDate from = day(tenant, begins);
        LocalDate to = day(tenant, ends);
        Expected expected = new Expected(tenant, from.minusDays(2), to);
        for (SummaryPeriod period : SummaryPeriod.values()) {
            Summary summary = tenant.acts().find().find(tenant.id, from, to, period);
            List<String> points = new ArrayList<>();
            for (LocalDate start = period.start(from); !start.isAfter(to); start = period.next(start)) {
                LocalDate first = start.isBefore(from) ? from : start;
                LocalDate last = period.next(start).minusDays(1).isAfter(to)
                        ? to
                        : period.next(start).minusDays(1);
                points.add(first + " " + last + " " + kinds(expected, first, last));
            }
            assertThat(summary.series().stream()
                            .map(point -> point.startsOn() + " " + point.endsOn() + " " + point.activity()))
                    .containsExactlyElementsOf(points);
            assertThat(summary.activity().events()).isEqualTo(tenant.told.size());
            assertThat(summary.activity().quizScore()).isEqualTo(expected.quizScore());
            assertThat(summary.activity().lessonMinutes()).isEqualTo(expected.lessonMinutes());
        }
        Map<Long, String> learners = new HashMap<>();
        for (SummaryLearner learner : tenant.acts().learners().after(tenant.id, null, null, 100)) {
            learners.put(learner.id(), Expected.told(learner.events(), learner.progress(), learner.lastActivityAt()));
        }
        assertThat(learners).isEqualTo(expected.learners());
    }

    private static Map<ActivityKind, Long> kinds(Expected expected, LocalDate from, LocalDate to) {
        Map<ActivityKind, Long> kinds = new EnumMap<>(ActivityKind.class);
        for (ActivityKind kind : ActivityKind.values()) {
            kinds.put(kind, 0L);
        }
        expected.days().forEach((day, events) -> {
            if (!day.isBefore(from) && !day.isAfter(to)) {
                events.forEach((kind, n) -> kinds.merge(kind, n, Long::sum));
            }
        });
        return kinds;
    }
}
