package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.CatchUp;
import dev.orgworks.domain.jobs.ChangeSchedule;
import dev.orgworks.domain.jobs.CreateSchedule;
import dev.orgworks.domain.jobs.Cron;
import dev.orgworks.domain.jobs.DeleteSchedule;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.FireSchedules;
import dev.orgworks.domain.jobs.NewSchedule;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.jobs.ScheduleChange;
import dev.orgworks.domain.jobs.ScheduledRun;
import dev.orgworks.domain.organizations.Reach;
import dev.orgworks.domain.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Schedules with Quartz on the real store: what fires, once, and what is made up for. */
@SchedulerTest
class SchedulesTest {

    private static final String NEVER = "0 0 1 1 *";

    /** The last of these runs was due half a day ago. */
    private final Instant lastDaily =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(12, ChronoUnit.HOURS);

    private final String daily =
            "0 %d * * *".formatted(lastDaily.atZone(ZoneOffset.UTC).getHour());
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final CreateSchedule create;
    private final ChangeSchedule change;
    private final DeleteSchedule delete;
    private final FindSchedules schedules;
    private final FireSchedules fire;
    private final JdbcClient jdbc;

    @Autowired
    SchedulesTest(
            CreateSchedule create,
            ChangeSchedule change,
            DeleteSchedule delete,
            FindSchedules schedules,
            FireSchedules fire,
            JdbcClient jdbc) {
        this.create = create;
        this.change = change;
        this.delete = delete;
        this.schedules = schedules;
        this.fire = fire;
        this.jdbc = jdbc;
    }

    @AfterEach
    void leaveNoSchedule() {
        jdbc.sql("delete from job_schedule").update();
        jdbc.sql("delete from job_run where type = 'tick' and state = 'QUEUED'").update();
    }

    @Test
    void a_schedule_fires_at_each_of_its_instants_and_moves_on() {
        UUID id = schedule("* * * * * *", CatchUp.ALL);

        eventually(() -> assertThat(Ticks.of(id)).hasSizeGreaterThanOrEqualTo(4));
        change.change(Errands.SOMEBODY, find(id), ScheduleChange.pause("enough"));

        List<Instant> ran =
                List.copyOf(Ticks.of(id)).stream().map(Instant::parse).toList();
        for (int i = 1; i < ran.size(); i++) {
            assertThat(ran.get(i)).isEqualTo(ran.get(i - 1).plusSeconds(1));
        }
        assertThat(find(id).nextAt()).isNull();
    }

    @Test
    void on_two_nodes_every_instant_is_one_run(@Autowired DataSource dataSource) throws SchedulerException {
        // Quartz keeps one DataSource per scheduler's name in a JVM, so the nodes share it
        try (var second = new SpringApplicationBuilder(SchedulerTestApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("dataSource", dataSource))
                .run(
                        "--spring.config.import=classpath:domain.yaml,classpath:batch-jobs.yaml,classpath:scheduler.yaml",
                        "--orgworks.sis.uploads=target/test-uploads",
                        "--orgworks.encryption.key=" + TestDatabase.ENCRYPTION_KEY,
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--logging.level.org.springframework.batch.core=off")) {
            assertThat(second.getBean(Scheduler.class).isStarted()).isTrue();
            FireSchedules others = second.getBean(FireSchedules.class);
            List<UUID> ids = IntStream.range(0, 5)
                    .mapToObj(i -> schedule("* * * * * *", CatchUp.LAST))
                    .toList();

            while (Ticks.of(ids.get(0)).size() < 4) {
                CompletableFuture<Boolean> there = CompletableFuture.supplyAsync(
                        () -> others.fire(Errands.SOMEBODY, null).more());
                fire.fire(Errands.SOMEBODY, null);
                there.join();
            }
            ids.forEach(id -> change.change(Errands.SOMEBODY, find(id), ScheduleChange.pause("enough")));
            eventually(() -> assertThat(unfinished()).isZero());

            assertThat(ids).allSatisfy(id -> {
                List<ScheduledRun> runs = schedules.lastRuns(id, 100);
                assertThat(Ticks.of(id)).doesNotHaveDuplicates().hasSameSizeAs(runs);
                assertThat(runs).hasSizeGreaterThanOrEqualTo(3);
                assertThat(new HashSet<>(
                                runs.stream().map(ScheduledRun::scheduledFor).toList()))
                        .hasSameSizeAs(runs);
            });
        }
    }

    @Test
    void an_instant_that_is_fired_again_is_the_same_run() {
        UUID id = schedule(NEVER, CatchUp.LAST);
        Instant due = missed(id, daily, 3);
        eventually(() -> assertThat(Ticks.of(id)).hasSize(1));

        jdbc.sql("update job_schedule set next_at = :at where id = :id")
                .param("at", Timestamp.from(due))
                .param("id", BinaryUuid.bytes(id))
                .update();
        eventually(() -> assertThat(find(id).nextAt()).isAfter(Instant.now()));

        assertThat(schedules.lastRuns(id, 10)).hasSize(1);
        assertThat(find(id).lastAt()).isEqualTo(due.plus(2, ChronoUnit.DAYS));
    }

    @Test
    void what_was_missed_is_made_up_for_as_the_schedule_says() {
        UUID none = schedule(NEVER, CatchUp.NONE);
        UUID last = schedule(NEVER, CatchUp.LAST);
        UUID all = schedule(NEVER, CatchUp.ALL);
        UUID many = schedule(NEVER, CatchUp.ALL);
        List.of(none, last, all).forEach(id -> missed(id, daily, 5));
        missed(many, "*/10 * * * * *", 5);

        eventually(() -> assertThat(List.of(none, last, all, many))
                .allSatisfy(id -> assertThat(find(id).nextAt()).isAfter(Instant.now())));

        assertThat(schedules.lastRuns(none, 200)).isEmpty();
        assertThat(schedules.lastRuns(last, 200))
                .extracting(ScheduledRun::scheduledFor)
                .containsExactly(lastDaily);
        assertThat(schedules.lastRuns(all, 200))
                .extracting(ScheduledRun::scheduledFor)
                .containsExactly(lastDaily, day(1), day(2), day(3), day(4));
        assertThat(schedules.lastRuns(many, 200).size()).isBetween(100, 110);
        delete.delete(Errands.SOMEBODY, find(many), ExpectedVersion.ANY);
        jdbc.sql("delete from job_run where type = 'tick' and state = 'QUEUED'").update();
        eventually(() -> assertThat(unfinished()).isZero());
    }

    private Instant day(int before) {
        return lastDaily.minus(before, ChronoUnit.DAYS);
    }

    @Test
    void behind_a_run_that_takes_too_long_one_more_waits_and_no_others() {
        UUID id = schedule(NEVER, CatchUp.LAST);
        jdbc.sql("""
                        insert into job_run (id, type, payload, payload_hash, exclusive_key, priority, state, node, attempts,
                                             created_by, created_at)
                        values (:id, 'tick', '{}', :hash, :key, 0, 'QUEUED', null, 1, 'test', :now)
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("hash", new byte[32])
                .param("key", "schedule:" + id)
                .param("now", Timestamp.from(Instant.now()))
                .update();
        jdbc.sql("update job_run set not_before = :later where exclusive_key = :key")
                .param("later", Timestamp.from(Instant.now().plusSeconds(3_600)))
                .param("key", "schedule:" + id)
                .update();

        for (int i = 0; i < 3; i++) {
            missed(id, daily, 1 + i);
            fire.fire(Errands.SOMEBODY, null);
            eventually(() -> assertThat(find(id).nextAt()).isAfter(Instant.now()));
        }

        assertThat(schedules.lastRuns(id, 10)).hasSize(1);
        jdbc.sql("delete from job_run where exclusive_key = :key")
                .param("key", "schedule:" + id)
                .update();
    }

    @Test
    void a_pause_is_not_made_up_for() {
        UUID id = schedule("* * * * * *", CatchUp.ALL);
        change.change(Errands.SOMEBODY, find(id), ScheduleChange.pause("a holiday"));
        eventually(() -> assertThat(unfinished()).isZero());
        int before = Ticks.of(id).size();
        Instant resumed = Instant.now();
        Schedule running = change.change(
                Errands.SOMEBODY,
                change.change(
                        Errands.SOMEBODY,
                        find(id),
                        new ScheduleChange(
                                null,
                                Cron.parse(NEVER),
                                null,
                                false,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                ExpectedVersion.ANY)),
                ScheduleChange.resume());

        assertThat(running.pause()).isNull();
        assertThat(running.nextAt()).isAfter(resumed);
        assertThat(Ticks.of(id)).hasSize(before);
    }

    @Test
    void a_schedule_goes_with_its_organization_to_another_zone() {
        long organization = organization("America/New_York");
        UUID with = create.create(
                        Errands.SOMEBODY,
                        new NewSchedule(
                                organization,
                                "with",
                                Ticks.TYPE,
                                Cron.parse("30 9 * * *"),
                                null,
                                Map.of(),
                                CatchUp.LAST))
                .id();
        UUID without = create.create(
                        Errands.SOMEBODY,
                        new NewSchedule(
                                organization,
                                "without",
                                Ticks.TYPE,
                                Cron.parse("30 9 * * *"),
                                ZoneId.of("Asia/Kathmandu"),
                                Map.of(),
                                CatchUp.LAST))
                .id();
        assertThat(localTime(with, "America/New_York")).isEqualTo("09:30");
        assertThat(localTime(without, "Asia/Kathmandu")).isEqualTo("09:30");

        jdbc.sql("update organization set time_zone = 'Australia/Lord_Howe' where id = :id")
                .param("id", organization)
                .update();

        eventually(() -> assertThat(localTime(with, "Australia/Lord_Howe")).isEqualTo("09:30"));
        assertThat(localTime(without, "Asia/Kathmandu")).isEqualTo("09:30");
    }

    @Test
    void ten_thousand_schedules_that_are_due_at_once_are_enqueued_in_seconds(
            @Autowired Scheduler scheduler, @Autowired FireDue everySecond) throws SchedulerException {
        scheduler.standby();
        everySecond.stop();
        try {
            UUID one = schedule(NEVER, CatchUp.LAST);
            Instant due = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5);
            jdbc.sql("""
                            insert into job_schedule (id, name, type, cron, computed_zone, parameters, catch_up, next_at,
                                                      created_by, created_at, updated_at)
                            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 999),
                                           tens (t) as (select 1 union all select t + 1 from tens where t < 10)
                            select unhex(concat(lpad(hex(t), 8, '0'), lpad(hex(n), 24, '0'))), 'bulk', 'tick', '* * * * * *',
                                   'Z', '{}', 'LAST', :due, 'test', :due, :due
                            from numbers, tens
                            """).param("due", Timestamp.from(due)).update();
            List<Long> millis = new ArrayList<>();
            long start = System.nanoTime();
            boolean more;
            do {
                more = fire.fire(new Actor("scheduler", null, null), null).more();
                millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            } while (more && millis.size() < 10);

            System.out.println("Schedules due at once, ms at the end of each thousand: " + millis);
            long runs = jdbc.sql("select count(*) from job_schedule_run where schedule_id <> :one")
                    .param("one", BinaryUuid.bytes(one))
                    .query(Long.class)
                    .single();
            assertThat(runs).isGreaterThanOrEqualTo(9_990);
            assertThat(millis.get(9)).isLessThan(60_000);
        } finally {
            jdbc.sql("delete from job_run where type = 'tick' and state = 'QUEUED'")
                    .update();
            jdbc.sql("delete from audit_event where actor = 'scheduler'").update();
            jdbc.sql("delete from job_schedule").update();
            everySecond.start();
            scheduler.start();
        }
    }

    @Test
    void a_type_that_nobody_registered_is_refused_by_naming_those_that_are() {
        assertThatThrownBy(() -> create.create(
                        Errands.SOMEBODY,
                        new NewSchedule(null, "x", "sisImport", Cron.parse(NEVER), null, Map.of(), CatchUp.LAST)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(Ticks.TYPE);
    }

    private UUID schedule(String cron, CatchUp catchUp) {
        return create.create(
                        Errands.SOMEBODY,
                        new NewSchedule(null, "a test's", Ticks.TYPE, Cron.parse(cron), null, Map.of(), catchUp))
                .id();
    }

    /** Makes a schedule look as if nobody had fired it for some days, the last of them half a day ago. */
    private Instant missed(UUID id, String cron, int days) {
        Instant first = day(days - 1);
        jdbc.sql("update job_schedule set cron = :cron, next_at = :first where id = :id")
                .param("cron", cron)
                .param("first", Timestamp.from(first))
                .param("id", BinaryUuid.bytes(id))
                .update();
        return first;
    }

    private long organization(String zone) {
        UUID uuid = BinaryUuid.next();
        jdbc.sql("""
                        insert into organization (uuid, name, time_zone, created_at, updated_at)
                        values (:uuid, 'moving', :zone, :now, :now)
                        """)
                .param("uuid", BinaryUuid.bytes(uuid))
                .param("zone", zone)
                .param("now", Timestamp.from(Instant.now()))
                .update();
        return jdbc.sql("select id from organization where uuid = :uuid")
                .param("uuid", BinaryUuid.bytes(uuid))
                .query(Long.class)
                .single();
    }

    private String localTime(UUID id, String zone) {
        Instant next = Objects.requireNonNull(jdbc.sql("select next_at from job_schedule where id = :id")
                        .param("id", BinaryUuid.bytes(id))
                        .query(Timestamp.class)
                        .single())
                .toInstant();
        return next.atZone(ZoneId.of(zone)).toLocalTime().toString();
    }

    private long unfinished() {
        @Nullable
        Long count = jdbc.sql("select count(*) from job_run where type = 'tick' and state in (:states)")
                .param("states", List.of(RunState.QUEUED.name(), RunState.RUNNING.name()))
                .query(Long.class)
                .single();
        return count == null ? 0 : count;
    }

    private Schedule find(UUID id) {
        return schedules.byId(id, Reach.EVERYTHING);
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }
}
