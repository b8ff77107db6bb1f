package dev.orgworks.jobs.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/** Stops all slices of a step at the edges of their chunks as soon as one of them fails or is to stop. */
final class SharedStop implements StepInterruptionPolicy {

    private final StepInterruptionPolicy policy;
    private final Runnable told;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * @param policy that of the run
     * @param told called once, by the first that stops
     */
    SharedStop(StepInterruptionPolicy policy, Runnable told) {
        this.policy = policy;
        this.told = told;
    }

    @Override
    public void checkInterrupted(StepExecution slice) throws JobInterruptedException {
        if (stopped.get()) {
            slice.setTerminateOnly();
            throw new JobInterruptedException("Another slice of the step stopped");
        }
        try {
            policy.checkInterrupted(slice);
        } catch (JobInterruptedException e) {
            stop();
            throw e;
        }
    }

    void stop() {
        if (stopped.compareAndSet(false, true)) {
            told.run();
        }
    }

    /** Stops for a failure; the first is the one that counts. */
    void fail(Throwable failed) {
        failure.compareAndSet(null, failed);
        stop();
    }

    boolean isStopped() {
        return stopped.get();
    }

    @Nullable
    Throwable failure() {
        return failure.get();
    }
}
