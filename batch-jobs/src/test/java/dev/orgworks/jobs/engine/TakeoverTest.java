package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs whose worker died, or only slept. */
@JobsTest
class TakeoverTest {

    private final ScriptedJob scripted;
    private final Worker worker;
    private final FinishRun finish;
    private final JdbcClient jdbc;

    @Autowired
    TakeoverTest(ScriptedJob scripted, Worker worker, FinishRun finish, JdbcClient jdbc) {
        this.scripted = scripted;
        this.worker = worker;
        this.finish = finish;
        this.jdbc = jdbc;
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTED", "STARTING", "STOPPING", "UNKNOWN"})
    void a_run_that_a_dead_worker_left_goes_on_behind_its_last_chunk(String left) {
        UUID run = diedAt(30, left);

        Claim claim = worker.takeOver(run, "node-2").orElseThrow();
        Attempt attempt = worker.carryOut(claim);

        assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
        assertThat(worker.run(run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(worker.run(run).node()).isEqualTo("node-2");
        assertThat(worker.run(run).attempts()).isEqualTo(2);
        for (String table : List.of("BATCH_JOB_EXECUTION", "BATCH_STEP_EXECUTION")) {
            assertThat(executions(table, run).get(0))
                    .containsEntry("STATUS", "FAILED")
                    .containsEntry("EXIT_CODE", "FENCED")
                    .containsEntry("FAR", "yes");
        }
    }

    @Test
    void a_worker_that_was_only_asleep_cannot_commit_its_chunk_any_more() throws Exception {
        var asleep = new Asleep(31);
        UUID run = scripted.enqueue(100, asleep);
        var sleeping = CompletableFuture.supplyAsync(() -> worker.execute(run));
        asleep.untilReached();

        scripted.follow(run, ScriptedJob.NOTHING);
        Attempt attempt = worker.carryOut(worker.takeOver(run, "node-2").orElseThrow());
        asleep.wakes();
        Attempt late = sleeping.get(20, TimeUnit.SECONDS);

        assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(late.ending()).isEqualTo(Ending.FAILED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
        assertThat(worker.run(run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(worker.run(run).error()).isNull();
    }

    @Test
    void what_a_sleeper_writes_when_it_wakes_does_not_keep_the_run_from_going_on() throws Exception {
        var asleep = new Asleep(31);
        UUID run = scripted.enqueue(100, asleep);
        var sleeping = CompletableFuture.supplyAsync(() -> worker.execute(run));
        asleep.untilReached();
        scripted.follow(run, row -> {
            if (row == 50) {
                asleep.wakes();
                sleeping.get(20, TimeUnit.SECONDS);
                Thread.currentThread().interrupt();
            }
        });

        Attempt second = worker.carryOut(worker.takeOver(run, "node-2").orElseThrow());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(second.ending()).isEqualTo(Ending.STOPPED);
        scripted.follow(run, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_second_death_before_the_first_chunk_of_a_restart_loses_no_position(ScriptedJob.Kind kind) throws Exception {
        var first = new Asleep(30);
        UUID run = scripted.enqueue(kind, 60, first);
        var firstWorker = CompletableFuture.supplyAsync(() -> worker.execute(run));
        first.untilReached();
        var second = new Asleep(30);
        scripted.follow(run, second);
        Claim claim = worker.takeOver(run, "node-2").orElseThrow();
        var secondWorker = CompletableFuture.supplyAsync(() -> worker.carryOut(claim));
        second.untilReached();

        scripted.follow(run, ScriptedJob.NOTHING);
        Attempt third = worker.carryOut(worker.takeOver(run, "node-3").orElseThrow());
        first.wakes();
        second.wakes();
        firstWorker.get(20, TimeUnit.SECONDS);
        secondWorker.get(20, TimeUnit.SECONDS);

        assertThat(third.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(60));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_node_whose_clock_was_ahead_does_not_make_later_nodes_begin_where_it_ended(ScriptedJob.Kind kind) {
        UUID run = scripted.enqueue(kind, 60, interruptedAt(10));
        worker.execute(run);
        Thread.interrupted();
        jdbc.sql("""
                        update BATCH_STEP_EXECUTION e join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
                        set e.CREATE_TIME = e.CREATE_TIME + interval 1 hour where p.PARAMETER_VALUE = :run
                        """).param("run", run.toString()).update();
        scripted.follow(run, interruptedAt(40));
        worker.execute(run);
        Thread.interrupted();
        scripted.follow(run, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(60));
    }

    private static ScriptedJob.Script interruptedAt(int last) {
        return row -> {
            if (row == last) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void a_worker_that_wakes_up_late_adds_no_step_and_writes_no_end(
            @Autowired JobRepository repository, @Autowired LiveRepository live, @Autowired FenceExecution fence) {
        var parameters = new JobParametersBuilder()
                .addString("runId", UUID.randomUUID().toString())
                .toJobParameters();
        JobExecution execution = repository.createJobExecution(
                repository.createJobInstance(ScriptedJob.TYPE, parameters), parameters, new ExecutionContext());
        StepExecution earlier = live.get().createStepExecution("earlier", execution);
        fence.fence(ScriptedJob.TYPE, parameters);

        assertThatThrownBy(() -> live.get().createStepExecution("late", execution))
                .isInstanceOf(OptimisticLockingFailureException.class);
        execution.setStatus(BatchStatus.UNKNOWN);
        live.get().update(execution);

        assertThat(jdbc.sql("select STATUS from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = :id")
                        .param("id", execution.getId())
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED");
        assertThat(jdbc.sql("select STEP_EXECUTION_ID from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID = :id")
                        .param("id", execution.getId())
                        .query(Long.class)
                        .list())
                .containsExactly(earlier.getId());
    }

    static List<ScriptedJob.Kind> kinds() {
        return List.of(ScriptedJob.EACH, ScriptedJob.spread(1), ScriptedJob.spread(2));
    }

    @Test
    void an_instance_that_a_crash_left_without_an_execution_starts_nevertheless(@Autowired JobRepository repository) {
        UUID run = scripted.enqueue(3, ScriptedJob.NOTHING);
        repository.createJobInstance(
                ScriptedJob.TYPE,
                new JobParametersBuilder().addString("runId", run.toString()).toJobParameters());

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(3));
    }

    @Test
    void a_run_whose_worker_died_behind_its_last_chunk_is_completed_and_not_repeated(@Autowired LaunchRun launch) {
        UUID run = scripted.enqueue(3, ScriptedJob.NOTHING);
        launch.launch(worker.claim(run));

        Attempt attempt = worker.carryOut(worker.takeOver(run, "node-2").orElseThrow());

        assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(worker.run(run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(3));
    }

    @Test
    void a_run_that_was_to_be_cancelled_when_its_worker_died_is_cancelled(@Autowired CancelRun cancel) {
        UUID run = diedAt(30, "STARTED");
        cancel.cancel(Worker.SOMEBODY, worker.run(run));

        worker.carryOut(worker.takeOver(run, "node-2").orElseThrow());

        assertThat(worker.run(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(30));
    }

    @Test
    void a_claim_that_was_taken_over_writes_no_ending() {
        UUID run = scripted.enqueue(1, ScriptedJob.NOTHING);
        Claim old = worker.claim(run);
        Claim taken = worker.takeOver(run, "node-2").orElseThrow();

        finish.completed(old);
        finish.failed(old, "late");
        finish.cancelled(old);
        finish.requeued(old, Duration.ZERO, "late");

        assertThat(worker.run(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(worker.run(run).error()).isNull();
        assertThat(taken.attempt()).isEqualTo(2);
        finish.completed(taken);
        assertThat(worker.run(run).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void only_a_running_run_is_taken_over() {
        UUID queued = scripted.enqueue(1, ScriptedJob.NOTHING);
        UUID done = scripted.enqueue(1, ScriptedJob.NOTHING);
        worker.execute(done);

        assertThat(worker.takeOver(queued, "node-2")).isEmpty();
        assertThat(worker.takeOver(done, "node-2")).isEmpty();
    }

    /** A run of 100 rows as a killed process leaves it. */
    private UUID diedAt(int last, String status) {
        UUID run = scripted.enqueue(100, interruptedAt(last));
        worker.execute(run);
        assertThat(Thread.interrupted()).isTrue();
        scripted.follow(run, ScriptedJob.NOTHING);
        for (String table : List.of("BATCH_STEP_EXECUTION", "BATCH_JOB_EXECUTION")) {
            jdbc.sql("""
                            update %s e join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
                            set e.STATUS = :status, e.EXIT_CODE = 'UNKNOWN', e.END_TIME = null
                            where p.PARAMETER_VALUE = :run
                            """.formatted(table))
                    .param("status", status)
                    .param("run", run.toString())
                    .update();
        }
        jdbc.sql("update job_run set state = 'RUNNING' where id = :id")
                .param("id", BinaryUuid.bytes(run))
                .update();
        return run;
    }

    @SuppressWarnings("NullAway") // only newer JDKs see that listOfRows may hold nulls
    private List<Map<String, @Nullable Object>> executions(String table, UUID run) {
        return jdbc.sql("""
                        select e.STATUS, e.EXIT_CODE, if(e.VERSION >= 1000, 'yes', 'no') as FAR from %s e
                        join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
                        where p.PARAMETER_VALUE = :run order by e.JOB_EXECUTION_ID
                        """.formatted(table))
                .param("run", run.toString())
                .query()
                .listOfRows();
    }
}
