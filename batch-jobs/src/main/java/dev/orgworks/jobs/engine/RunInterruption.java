package dev.orgworks.jobs.engine;

import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FindRuns;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Stops a run at the edge of a chunk when it is to be cancelled, its node drains, or another node took it over.
 *
 * <p>{@code setTerminateOnly} comes before the exception: a policy that only throws lets Spring Batch 6.0.4 end the step
 * COMPLETED with rows missing.
 */
record RunInterruption(Claim claim, FindRuns runs, Drain drain) implements StepInterruptionPolicy {

    @Override
    public void checkInterrupted(StepExecution step) throws JobInterruptedException {
        if (drain.isDraining() || Thread.currentThread().isInterrupted() || !runs.isCurrent(claim)) {
            step.setTerminateOnly();
            throw new JobInterruptedException("Run " + claim.runId() + " stops at the end of a chunk");
        }
    }
}
