package dev.orgworks.jobs.engine;

import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.stereotype.Component;

/** Carries a claimed run out on the calling thread, from its beginning or behind the last chunk of an earlier attempt. */
@Component
public class LaunchRun {

    /** How an attempt ended. */
    public enum Ending {
        COMPLETED,
        /** At the edge of a chunk, since it was to be cancelled or the node drains; or by a takeover. */
        STOPPED,
        FAILED
    }

    /**
     * The end of an attempt.
     *
     * @param failure why it failed; null when it did not
     */
    public record Attempt(Ending ending, @Nullable Throwable failure) {}

    private final Map<String, BatchJob> jobs;
    private final JobOperator operator;
    private final FenceExecution fence;
    private final MakeSteps steps;
    private final FindRuns runs;

    LaunchRun(List<BatchJob> jobs, JobOperator operator, FenceExecution fence, MakeSteps steps, FindRuns runs) {
        this.jobs = jobs.stream().collect(Collectors.toUnmodifiableMap(BatchJob::type, Function.identity()));
        this.operator = operator;
        this.fence = fence;
        this.steps = steps;
        this.runs = runs;
    }

    /** What makes a run an instance of its job to Spring Batch. */
    public static JobParameters parameters(UUID runId) {
        return new JobParametersBuilder().addString("runId", runId.toString()).toJobParameters();
    }

    /** Runs until the job ends, stops or fails; only a failure to reach the database at all is thrown. */
    public Attempt launch(Claim claim) {
        JobRun run = runs.find(claim.runId()).orElseThrow();
        BatchJob job = jobs.get(run.type());
        if (job == null) {
            return new Attempt(
                    Ending.FAILED, new IllegalStateException("This version has no job of type " + run.type()));
        }
        JobParameters parameters = parameters(run.id());
        fence.fence(run.type(), parameters);
        try {
            return ending(operator.start(job.job(run, steps.of(run.type(), claim)), parameters));
        } catch (JobInstanceAlreadyCompleteException e) {
            // an earlier worker did all of it and died before it could say so
            return new Attempt(Ending.COMPLETED, null);
        } catch (JobExecutionException e) {
            return new Attempt(Ending.FAILED, e);
        }
    }

    private static Attempt ending(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return new Attempt(Ending.COMPLETED, null);
        }
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return new Attempt(Ending.STOPPED, null);
        }
        // in the order of their beginnings: a step stands before its slices, and holds the first failure of them all
        Throwable failure = Stream.concat(
                        execution.getStepExecutions().stream().flatMap(step -> step.getFailureExceptions().stream()),
                        execution.getFailureExceptions().stream())
                .filter(e -> !(e instanceof JobInterruptedException))
                .findFirst()
                .orElseGet(() -> new IllegalStateException("The job ended " + execution.getStatus()));
        return new Attempt(Ending.FAILED, failure);
    }
}
