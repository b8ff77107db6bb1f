package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.jobs.AttemptOutcome;
import dev.orgworks.domain.jobs.EventKind;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobEvent;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RecordAttempt;
import dev.orgworks.domain.jobs.RunAttempt;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.jobs.RunState;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs that fail, and runs whose node dies. */
@SchedulerTest
class FailedRunsTest {

    private final Errands errands;
    private final FindRuns runs;
    private final JdbcClient jdbc;
    private final Scheduler scheduler;
    private final RecordAttempt attempts;

    @Autowired
    FailedRunsTest(Errands errands, FindRuns runs, JdbcClient jdbc, Scheduler scheduler, RecordAttempt attempts) {
        this.errands = errands;
        this.runs = runs;
        this.jdbc = jdbc;
        this.scheduler = scheduler;
        this.attempts = attempts;
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_after_ever_longer_waits() {
        var tries = new AtomicInteger();
        UUID id = errands.enqueue((String) null, () -> {
            if (tries.incrementAndGet() < 3) {
                throw new TransientDataAccessResourceException("a lost connection");
            }
        });

        JobRun done = errands.await(id, RunState.COMPLETED);

        assertThat(done.attempts()).isEqualTo(3);
        List<Duration> waits = runs.events(id, 0, List.of(EventKind.STATE), 100).stream()
                .filter(event -> event.data().containsKey("notBefore"))
                .map(FailedRunsTest::delay)
                .toList();
        assertThat(waits).hasSize(2);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(900), Duration.ofMillis(2_100));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(4_100));
    }

    @Test
    void each_attempt_shows_how_it_ended_and_when_the_next_begins() throws SchedulerException {
        var tries = new AtomicInteger();
        UUID id = errands.enqueue((String) null, () -> {
            if (tries.incrementAndGet() == 1) {
                throw new UncategorizedSQLException("a test", null, new SQLException("Deadlock found", "40001", 1213));
            }
        });

        errands.await(id, RunState.COMPLETED);

        List<RunAttempt> made = attempts.of(id, 10);
        assertThat(made).extracting(RunAttempt::number).containsExactly(2, 1);
        assertThat(made)
                .extracting(RunAttempt::outcome)
                .containsExactly(AttemptOutcome.COMPLETED, AttemptOutcome.FAILED);
        assertThat(made).extracting(RunAttempt::node).containsOnly(scheduler.getSchedulerInstanceId());
        assertThat(made.get(1).error()).startsWith("The database did not do its part");
        assertThat(made.get(1).nextTry())
                .isAfterOrEqualTo(made.get(1).ended())
                .isBeforeOrEqualTo(made.get(0).started());
        assertThat(made.get(0).nextTry()).isNull();
        assertThat(errands.run(id).failures()).isEqualTo(1);
    }

    @Test
    void an_attempt_whose_node_died_is_no_failure() {
        UUID id = errands.running("vanished", null, () -> {});

        JobRun done = errands.await(id, RunState.COMPLETED);

        assertThat(done.failures()).isZero();
        assertThat(attempts.of(id, 10))
                .extracting(RunAttempt::outcome)
                .containsExactly(AttemptOutcome.COMPLETED, AttemptOutcome.TAKEN_OVER);
    }

    @Test
    void a_job_may_have_a_rule_of_its_own() {
        var tries = new AtomicInteger();
        UUID id = errands.enqueue((String) null, () -> {
            if (tries.incrementAndGet() == 1) {
                throw new Errands.AgainAtOnce();
            }
        });

        assertThat(errands.await(id, RunState.COMPLETED).attempts()).isEqualTo(2);
    }

    private static Duration delay(JobEvent event) {
        return Duration.between(
                event.at(), Instant.parse(String.valueOf(event.data().get("notBefore"))));
    }

    @Test
    void a_failure_that_does_not_pass_is_given_up_in_the_end() {
        UUID id = errands.queued(null, null, 5, () -> {
            throw new TransientDataAccessResourceException("a lost connection");
        });

        JobRun failed = errands.await(id, RunState.FAILED);

        assertThat(failed.attempts()).isEqualTo(6);
        assertThat(failed.error())
                .startsWith("The database did not do its part")
                .doesNotContain("a lost connection");
    }

    @Test
    void any_other_failure_is_final_at_once() {
        UUID id = errands.enqueue((String) null, () -> {
            throw new IllegalArgumentException("a broken file");
        });

        JobRun failed = errands.await(id, RunState.FAILED);

        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.error()).isEqualTo("a broken file");
        assertThat(failed.finishedAt()).isNotNull();
    }

    @Test
    void a_run_whose_job_cannot_even_be_made_fails() {
        UUID id =
                errands.enqueue(new RunRequest(null, "errand", Map.of("errand", "unheard of"), null, "key:unmade", 0));
        UUID next = errands.enqueue("key:unmade", () -> {});

        assertThat(errands.await(id, RunState.FAILED).error()).isEqualTo("no such errand");
        errands.await(next, RunState.COMPLETED);
    }

    @Test
    void a_run_of_an_unknown_type_fails() {
        UUID id = errands.enqueue(new RunRequest(null, "unheardOf", Map.of(), null, null, 0));

        assertThat(errands.await(id, RunState.FAILED).error()).contains("unheardOf");
    }

    @Test
    void a_run_whose_node_died_is_taken_over() throws SchedulerException {
        var ran = new AtomicInteger();
        jdbc.sql("""
                        insert into QRTZ_SCHEDULER_STATE (SCHED_NAME, INSTANCE_NAME, LAST_CHECKIN_TIME, CHECKIN_INTERVAL)
                        values ('orgworks', 'ghost', :now, 2000)
                        """).param("now", System.currentTimeMillis()).update();
        UUID id = errands.running("ghost", null, ran::incrementAndGet);
        diedWhileFiring();

        JobRun done = errands.await(id, RunState.COMPLETED);

        assertThat(done.attempts()).isEqualTo(2);
        assertThat(done.node()).isEqualTo(scheduler.getSchedulerInstanceId());
        assertThat(ran).hasValue(1);
    }

    @Test
    void a_run_of_a_vanished_node_that_nobody_took_over_is_taken_over_by_the_sweeper() {
        var ran = new AtomicInteger();
        UUID id = errands.running("vanished", "key:vanished", ran::incrementAndGet);
        UUID next = errands.enqueue("key:vanished", () -> {});

        JobRun done = errands.await(id, RunState.COMPLETED);

        assertThat(done.attempts()).isEqualTo(2);
        assertThat(ran).hasValue(1);
        errands.await(next, RunState.COMPLETED);
    }

    @Test
    void a_run_that_this_node_lost_is_taken_over_by_the_sweeper() throws SchedulerException {
        UUID id = errands.running(scheduler.getSchedulerInstanceId(), null, () -> {});

        assertThat(errands.await(id, RunState.COMPLETED).attempts()).isEqualTo(2);
    }

    @Test
    void a_run_that_takes_longer_than_a_sweep_is_not_taken_over() {
        var ran = new AtomicInteger();
        var sweptTwice = new CountDownLatch(1);
        UUID id = errands.enqueue((String) null, () -> {
            ran.incrementAndGet();
            QueueTest.awaits(sweptTwice);
        });
        errands.await(id, RunState.RUNNING);
        errands.await(errands.queued(null, null, 0, () -> {}), RunState.COMPLETED);
        errands.await(errands.queued(null, null, 0, () -> {}), RunState.COMPLETED);
        sweptTwice.countDown();

        assertThat(errands.await(id, RunState.COMPLETED).attempts()).isEqualTo(1);
        assertThat(ran).hasValue(1);
    }

    /** Leaves in Quartz's store what a node leaves that dies with a run on one of its threads. */
    private void diedWhileFiring() throws SchedulerException {
        TriggerKey trigger = QuartzKeys.trigger();
        String name = trigger.getName();
        scheduler.scheduleJob(TriggerBuilder.newTrigger()
                .withIdentity(trigger)
                .forJob(QuartzKeys.RUN)
                .startAt(Timestamp.from(Instant.now().plusSeconds(3_600)))
                .build());
        jdbc.sql("update QRTZ_TRIGGERS set TRIGGER_STATE = 'COMPLETE' where TRIGGER_NAME = :name")
                .param("name", name)
                .update();
        jdbc.sql("""
                        insert into QRTZ_FIRED_TRIGGERS (SCHED_NAME, ENTRY_ID, TRIGGER_NAME, TRIGGER_GROUP, INSTANCE_NAME,
                            FIRED_TIME, SCHED_TIME, PRIORITY, STATE, JOB_NAME, JOB_GROUP, IS_NONCONCURRENT, REQUESTS_RECOVERY)
                        values ('orgworks', :name, :name, 'runs', 'ghost', :now, :now, 5, 'EXECUTING', 'run', 'orgworks', '0', '1')
                        """)
                .param("name", name)
                .param("now", System.currentTimeMillis())
                .update();
    }
}
