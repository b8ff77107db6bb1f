package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;

/** Starts that happen at the same time. */
@JobsTest
class ConcurrentStartsTest {

    private final ScriptedJob scripted;
    private final Worker worker;
    private final MakeSteps steps;
    private final JobOperator operator;

    @Autowired
    ConcurrentStartsTest(ScriptedJob scripted, Worker worker, MakeSteps steps, JobOperator operator) {
        this.scripted = scripted;
        this.worker = worker;
        this.steps = steps;
        this.operator = operator;
    }

    @RepeatedTest(5)
    void two_restarts_of_one_failed_execution_run_it_once() throws Exception {
        UUID run = scripted.enqueue(20, row -> {
            if (row == 10) {
                Thread.currentThread().interrupt();
            }
        });
        Claim claim = worker.claim(run);
        start(claim);
        assertThat(Thread.interrupted()).isTrue();
        scripted.follow(run, ScriptedJob.NOTHING);

        var together = new CyclicBarrier(2);
        List<CompletableFuture<Boolean>> restarts = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                together.await(20, TimeUnit.SECONDS);
                                return start(claim) == BatchStatus.COMPLETED;
                            } catch (Exception refused) {
                                return false;
                            }
                        },
                        // the common pool may have a single thread, and then nobody meets at the barrier
                        command -> new Thread(command).start()))
                .toList();

        assertThat(restarts.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(20));
    }

    @Test
    void many_runs_that_start_at_once_all_start() {
        List<UUID> runs = IntStream.range(0, 10)
                .mapToObj(i -> scripted.enqueue(2, ScriptedJob.NOTHING))
                .toList();

        List<CompletableFuture<Attempt>> attempts = runs.stream()
                .map(run -> CompletableFuture.supplyAsync(
                        () -> worker.execute(run), command -> new Thread(command).start()))
                .toList();

        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt.join().ending())
                        .as(String.valueOf(attempt.join().failure()))
                        .isEqualTo(Ending.COMPLETED));
    }

    private BatchStatus start(Claim claim) throws Exception {
        Job job = scripted.job(worker.run(claim.runId()), steps.of(ScriptedJob.TYPE, claim));
        return operator.start(
                        job,
                        new JobParametersBuilder()
                                .addString("runId", claim.runId().toString())
                                .toJobParameters())
                .getStatus();
    }
}
