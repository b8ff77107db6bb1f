package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.FireSchedules;
import dev.orgworks.domain.jobs.PassedOver;
import dev.orgworks.domain.jobs.PassedOver.Reason;
import dev.orgworks.domain.reports.ReportJob;
import dev.orgworks.domain.reports.RunReports;
import dev.orgworks.domain.reports.RunReports.Outcome;
import dev.orgworks.domain.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Report jobs that are due, enqueued by the nodes and by the runner, together and at once; no run of theirs starts here. */
@SchedulerTest
class RunReportsTest {

    private static final Actor RUNNER = new Actor("report-runner", null, null);
    private static final Actor NODE = new Actor("scheduler", null, null);
    private static final String PARAMETERS =
            "{\"report\":{\"type\":\"learners\",\"format\":\"csv\",\"filters\":{},\"columns\":[]},\"recipients\":[]}";
    private static final int MANY = 10_000;
    private static final int ORGANIZATIONS = 50;

    private final RunReports run;
    private final FireSchedules fire;
    private final Scheduler quartz;
    private final FireDue everySecond;
    private final JdbcClient jdbc;

    @Autowired
    RunReportsTest(RunReports run, FireSchedules fire, Scheduler quartz, FireDue everySecond, JdbcClient jdbc) {
        this.run = run;
        this.fire = fire;
        this.quartz = quartz;
        this.everySecond = everySecond;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void nobodyElseDoesAnything() throws SchedulerException {
        quartz.standby();
        everySecond.stop();
    }

    @AfterEach
    void leaveNothing() throws SchedulerException {
        jdbc.sql("delete from job_run where type = :type")
                .param("type", ReportJob.TYPE)
                .update();
        jdbc.sql("delete from job_schedule").update();
        everySecond.start();
        quartz.start();
    }

    @Test
    void what_is_due_is_enqueued_and_asked_again_it_says_by_which_job() {
        long organization = organization();
        Instant due = hour(-3);
        UUID id = schedule(organization, daily(due), "LAST", due);

        Outcome first = run.run(RUNNER);
        Outcome second = run.run(RUNNER);

        assertThat(first.enqueued()).singleElement().satisfies(enqueued -> {
            assertThat(enqueued.scheduleId()).isEqualTo(id);
            assertThat(enqueued.name()).isEqualTo("Nightly");
            assertThat(enqueued.organizationId()).isEqualTo(organization);
            assertThat(enqueued.scheduledFor()).isEqualTo(due);
        });
        assertThat(first.skipped()).isEmpty();
        assertThat(second.enqueued()).isEmpty();
        assertThat(second.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason()).isEqualTo(Reason.ALREADY_ENQUEUED);
            assertThat(skipped.scheduledFor()).isEqualTo(due);
            assertThat(skipped.jobId()).isEqualTo(first.enqueued().get(0).jobId());
            assertThat(skipped.state()).isNotNull();
        });
        assertThat(jdbc.sql("select created_by from job_run where type = :type")
                        .param("type", ReportJob.TYPE)
                        .query(String.class)
                        .single())
                .isEqualTo("report-runner");
    }

    @Test
    void whatever_is_not_enqueued_is_told_with_its_reason() {
        Instant due = hour(-3);
        String daily = daily(due);
        UUID paused = schedule(organization(), daily, "LAST", null);
        jdbc.sql("""
                        update job_schedule
                        set paused_at = :at, paused_by = 'Ada', pause_reason = 'a holiday', resume_at = '2036-01-01'
                        where id = :id
                        """)
                .param("at", Timestamp.from(due.minus(3, ChronoUnit.DAYS)))
                .param("id", BinaryUuid.bytes(paused))
                .update();
        UUID missed = schedule(organization(), daily, "NONE", due.minus(2, ChronoUnit.DAYS));
        UUID slow = schedule(organization(), daily, "LAST", due);
        queued(slow);
        queued(slow);
        long gone = organization();
        UUID deleted = schedule(gone, daily, "LAST", due);
        jdbc.sql("update organization set deleted_at = now(6) where id = :id")
                .param("id", gone)
                .update();
        schedule(organization(), daily, "LAST", due.plus(1, ChronoUnit.DAYS));

        Outcome outcome = run.run(RUNNER);

        assertThat(outcome.enqueued()).isEmpty();
        assertThat(outcome.skipped())
                .extracting(PassedOver::scheduleId, PassedOver::reason, PassedOver::scheduledFor)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(paused, Reason.PAUSED, due),
                        org.assertj.core.groups.Tuple.tuple(missed, Reason.MISSED, due),
                        org.assertj.core.groups.Tuple.tuple(slow, Reason.PREVIOUS_STILL_RUNNING, due),
                        org.assertj.core.groups.Tuple.tuple(deleted, Reason.ORGANIZATION_DELETED, due));
        assertThat(outcome.skipped())
                .filteredOn(skipped -> skipped.reason() == Reason.PAUSED)
                .singleElement()
                .satisfies(skipped ->
                        assertThat(skipped.message()).contains("Ada", "until 2036-01-01T00:00:00Z", "a holiday"));
    }

    @Test
    void what_somebody_else_has_in_his_hands_is_told_too() throws Exception {
        Instant due = hour(-3);
        UUID id = schedule(organization(), daily(due), "LAST", due);
        try (var connection = TestDatabase.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select id from job_schedule for update");

            Outcome outcome = run.run(RUNNER);

            connection.rollback();
            assertThat(outcome.enqueued()).isEmpty();
            assertThat(outcome.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.scheduleId()).isEqualTo(id);
                assertThat(skipped.reason()).isEqualTo(Reason.BEING_ENQUEUED);
            });
        }
        assertThat(run.run(RUNNER).enqueued()).hasSize(1);
    }

    @Test
    void schedules_of_other_types_are_left_to_the_nodes() {
        Instant due = hour(-3);
        UUID other = schedule(null, daily(due), "LAST", due);
        jdbc.sql("update job_schedule set type = 'tick' where id = :id")
                .param("id", BinaryUuid.bytes(other))
                .update();

        Outcome outcome = run.run(RUNNER);

        assertThat(outcome.enqueued()).isEmpty();
        assertThat(outcome.skipped()).isEmpty();
        assertThat(jdbc.sql("select count(*) from job_schedule_run where schedule_id = :id")
                        .param("id", BinaryUuid.bytes(other))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void ten_thousand_report_jobs_due_at_once_are_one_run_each_on_two_nodes_with_two_callers(
            @Autowired DataSource dataSource) {
        Instant due = hour(-1);
        many(due);
        // Quartz keeps one DataSource per scheduler's name in a JVM, so the nodes share it
        try (var second = new SpringApplicationBuilder(SchedulerTestApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("dataSource", dataSource))
                .run(
                        "--spring.config.import=classpath:domain.yaml,classpath:batch-jobs.yaml,classpath:scheduler.yaml",
                        "--orgworks.sis.uploads=target/test-uploads",
                        "--orgworks.reports.folder=target/test-reports",
                        "--orgworks.node=api",
                        "--orgworks.encryption.key=" + TestDatabase.ENCRYPTION_KEY,
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--logging.level.org.springframework.batch.core=off")) {
            FireSchedules others = second.getBean(FireSchedules.class);
            RunReports otherRunner = second.getBean(RunReports.class);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            CountDownLatch go = new CountDownLatch(1);
            long start = System.nanoTime();
            CompletableFuture<Integer> one = after(go, threads, () -> node(fire));
            CompletableFuture<Integer> two = after(go, threads, () -> node(others));
            CompletableFuture<Outcome> three = after(go, threads, () -> run.run(RUNNER));
            CompletableFuture<Outcome> four = after(go, threads, () -> otherRunner.run(RUNNER));
            go.countDown();
            int byNodes = one.join() + two.join();
            int byCallers =
                    three.join().enqueued().size() + four.join().enqueued().size();
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            threads.shutdown();

            System.out.printf(
                    "%d report jobs due at once: %d ms; nodes enqueued %d, callers %d%n",
                    MANY, millis, byNodes, byCallers);
            assertThat(byNodes + byCallers).isEqualTo(MANY);
            assertThat(jdbc.sql("""
                                    select count(*) as links, count(distinct schedule_id) as schedules,
                                           count(distinct run_id) as runs
                                    from job_schedule_run where scheduled_for = :due
                                    """).param("due", Timestamp.from(due)).query().singleRow())
                    .isEqualTo(Map.of("links", (long) MANY, "schedules", (long) MANY, "runs", (long) MANY));
            assertThat(jdbc.sql("select count(*) from job_run where type = :type")
                            .param("type", ReportJob.TYPE)
                            .query(Long.class)
                            .single())
                    .isEqualTo(MANY);
            for (Outcome outcome : List.of(three.join(), four.join())) {
                Set<UUID> told = new HashSet<>();
                outcome.enqueued().forEach(enqueued -> told.add(enqueued.scheduleId()));
                outcome.skipped().forEach(skipped -> told.add(skipped.scheduleId()));
                assertThat(told).hasSize(MANY);
            }
            assertThat(run.run(RUNNER).skipped())
                    .hasSize(MANY)
                    .allSatisfy(skipped -> assertThat(skipped.reason()).isEqualTo(Reason.ALREADY_ENQUEUED));
        }
    }

    /** As {@link FireDue} does: what a deadlock undid is done in the next second. */
    private static int node(FireSchedules node) {
        int runs = 0;
        boolean more = true;
        while (more) {
            try {
                FireSchedules.Fired fired = node.fire(NODE, null);
                runs += fired.runs().size();
                more = fired.more();
            } catch (PessimisticLockingFailureException e) {
                more = true;
            }
        }
        return runs;
    }

    private static <T> CompletableFuture<T> after(CountDownLatch go, Executor threads, Supplier<T> act) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return act.get();
                },
                threads);
    }

    private void many(Instant due) {
        List<Long> organizations =
                IntStream.range(0, ORGANIZATIONS).mapToObj(i -> organization()).toList();
        for (int i = 0; i < ORGANIZATIONS; i++) {
            jdbc.sql("""
                            insert into job_schedule (id, organization_id, name, type, cron, computed_zone, parameters, catch_up,
                                                      next_at, created_by, created_at, updated_at)
                            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < :each)
                            select unhex(concat(lpad(hex(:i), 8, '0'), lpad(hex(n), 24, '0'))), :organization, 'Nightly', :type,
                                   :cron, 'UTC', :parameters, 'LAST', :due, 'test', :due, :due
                            from numbers
                            """)
                    .param("each", MANY / ORGANIZATIONS)
                    .param("i", i + 1)
                    .param("organization", organizations.get(i))
                    .param("type", ReportJob.TYPE)
                    .param("cron", daily(due))
                    .param("parameters", PARAMETERS)
                    .param("due", Timestamp.from(due))
                    .update();
        }
    }

    private static Instant hour(int from) {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).plus(from, ChronoUnit.HOURS);
    }

    private static String daily(Instant at) {
        return "0 %d * * *".formatted(at.atZone(ZoneOffset.UTC).getHour());
    }

    private UUID schedule(@Nullable Long organization, String cron, String catchUp, @Nullable Instant next) {
        UUID id = BinaryUuid.next();
        jdbc.sql("""
                        insert into job_schedule (id, organization_id, name, type, cron, computed_zone, parameters, catch_up,
                                                  next_at, created_by, created_at, updated_at)
                        values (:id, :organization, 'Nightly', :type, :cron, 'UTC', :parameters, :catchUp,
                                :next, 'test', now(6), now(6))
                        """)
                .param("id", BinaryUuid.bytes(id))
                .param("organization", organization)
                .param("type", ReportJob.TYPE)
                .param("cron", cron)
                .param("parameters", PARAMETERS)
                .param("catchUp", catchUp)
                .param("next", next == null ? null : Timestamp.from(next))
                .update();
        return id;
    }

    private void queued(UUID schedule) {
        jdbc.sql("""
                        insert into job_run (id, type, payload, payload_hash, exclusive_key, priority, state, attempts,
                                             created_by, created_at)
                        values (:id, :type, '{}', :hash, :key, 0, 'QUEUED', 1, 'test', now(6))
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("type", ReportJob.TYPE)
                .param("hash", new byte[32])
                .param("key", "schedule:" + schedule)
                .update();
    }

    private long organization() {
        UUID uuid = BinaryUuid.next();
        jdbc.sql("""
                        insert into organization (uuid, name, time_zone, created_at, updated_at)
                        values (:uuid, 'reporting', 'UTC', now(6), now(6))
                        """).param("uuid", BinaryUuid.bytes(uuid)).update();
        return jdbc.sql("select id from organization where uuid = :uuid")
                .param("uuid", BinaryUuid.bytes(uuid))
                .query(Long.class)
                .single();
    }
}
