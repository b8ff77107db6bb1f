package dev.orgworks.jobs.engine;

import java.time.Duration;
import java.util.Optional;

/** Whether, and after how long, a run whose attempt failed is tried again. */
@FunctionalInterface
public interface RetryRule {

    /**
     * The wait before the next attempt.
     *
     * @param failure why the attempt failed, as Spring Batch wrapped it: what the job threw is among its causes
     * @param failures failed attempts since somebody enqueued the run, this one included
     * @return empty: the run has failed
     */
    Optional<Duration> retryAfter(Throwable failure, int failures);
}
