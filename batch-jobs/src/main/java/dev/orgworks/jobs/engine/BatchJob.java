package dev.orgworks.jobs.engine;

import dev.orgworks.domain.jobs.JobRun;
import org.springframework.batch.core.job.Job;

/**
 * A type of job. Its Spring Batch job is made anew for each run, so that no two runs share a reader's or a writer's state.
 */
public interface BatchJob {

    /** The type, as {@code job_run} names it. */
    String type();

    /** The job of one run, of steps that {@code steps} makes. */
    Job job(JobRun run, RunSteps steps);

    /**
     * Which failures are worth another attempt.
     *
     * @param usual the rule of the platform
     */
    default RetryRule retryRule(RetryRule usual) {
        return usual;
    }
}
