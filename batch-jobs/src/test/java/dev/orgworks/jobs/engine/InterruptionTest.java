package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.RestartRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs that stop or fail in the middle of a step, and go on. */
@JobsTest
class InterruptionTest {

    private final ScriptedJob scripted;
    private final Worker worker;
    private final Drain drain;
    private final CancelRun cancel;
    private final RestartRun restart;

    @Autowired
    InterruptionTest(ScriptedJob scripted, Worker worker, Drain drain, CancelRun cancel, RestartRun restart) {
        this.scripted = scripted;
        this.worker = worker;
        this.drain = drain;
        this.cancel = cancel;
        this.restart = restart;
    }

    @Test
    void an_interrupted_thread_stops_the_run_at_the_end_of_its_chunk_and_the_next_attempt_goes_on() {
        UUID run = scripted.enqueue(100, row -> {
            if (row == 30) {
                Thread.currentThread().interrupt();
            }
        });

        var attempt = worker.execute(run);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempt.ending()).isEqualTo(Ending.STOPPED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(30));
        assertThat(worker.run(run).state()).isEqualTo(RunState.QUEUED);

        scripted.follow(run, ScriptedJob.NOTHING);
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
        assertThat(worker.run(run).attempts()).isEqualTo(2);
    }

    @Test
    void a_draining_node_stops_its_runs_at_the_end_of_a_chunk_and_they_go_back_to_the_queue() {
        UUID run = scripted.enqueue(100, row -> {
            if (row == 12) {
                drain.stop();
            }
        });
        try {
            assertThat(worker.execute(run).ending()).isEqualTo(Ending.STOPPED);
        } finally {
            drain.start();
        }
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(12));
        assertThat(worker.run(run).state()).isEqualTo(RunState.QUEUED);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    @Test
    void a_cancelled_run_stops_at_the_end_of_its_chunk_and_can_be_restarted() throws Exception {
        var reached = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        UUID run = scripted.enqueue(100, row -> {
            if (row == 5) {
                reached.countDown();
                assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
            }
        });
        var working = CompletableFuture.supplyAsync(() -> worker.execute(run));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

        cancel.cancel(Worker.SOMEBODY, worker.run(run));
        assertThat(worker.run(run).state()).isEqualTo(RunState.CANCELLING);
        Instant asked = Instant.now();
        cancelled.countDown();
        working.get(20, TimeUnit.SECONDS);

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(worker.run(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(5));

        restart.restart(Worker.SOMEBODY, worker.run(run));
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    @Test
    void a_failed_chunk_leaves_nothing_behind_and_the_restart_repeats_it() {
        UUID run = scripted.enqueue(40, row -> {
            if (row == 17) {
                throw new ConflictException("TEST", "no seventeen today");
            }
        });

        var attempt = worker.execute(run);

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).hasRootCauseMessage("no seventeen today");
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(16));
        assertThat(worker.run(run).state()).isEqualTo(RunState.FAILED);

        scripted.follow(run, ScriptedJob.NOTHING);
        restart.restart(Worker.SOMEBODY, worker.run(run));
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    @Test
    void a_writer_that_swallows_the_failure_of_a_nested_transaction_fails_the_run(
            @Autowired TransactionTemplate nested) {
        UUID run = scripted.enqueue(40, row -> {
            if (row == 21) {
                try {
                    nested.executeWithoutResult(status -> {
                        throw new IllegalStateException("swallowed");
                    });
                } catch (IllegalStateException swallowed) {
                    return;
                }
            }
        });

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(20));

        scripted.follow(run, ScriptedJob.NOTHING);
        restart.restart(Worker.SOMEBODY, worker.run(run));
        worker.execute(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    @Test
    void the_place_in_a_step_is_stored_as_text_and_not_as_serialized_objects(@Autowired JdbcClient jdbc) {
        UUID run = scripted.enqueue(3, ScriptedJob.NOTHING);
        worker.execute(run);

        assertThat(jdbc.sql("""
                        select c.SHORT_CONTEXT from BATCH_STEP_EXECUTION_CONTEXT c
                        join BATCH_STEP_EXECUTION s on s.STEP_EXECUTION_ID = c.STEP_EXECUTION_ID
                        join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
                        where p.PARAMETER_VALUE = :run
                        """)
                        .param("run", run.toString())
                        .query(String.class)
                        .single())
                .contains("\"sequence.done\":\"L3\"");
    }
}
