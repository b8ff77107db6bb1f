package dev.orgworks.domain.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the queue.
 *
 * @param threads runs, and the queue's own chores, that a node carries out at once; at least 3, default 8
 * @param retries how often a run is tried again after failures that may pass; default 5
 * @param retryDelay the longest wait before the first of these; each further one is twice as long; default 2 s
 * @param longestRetryDelay where that stops; default 10 min
 * @param lateAfter how long a run that could start may stand in the queue before somebody is warned; default 15 min
 * @param retention how long finished runs are kept; default 90 days
 */
@ConfigurationProperties("orgworks.jobs")
public record JobSettings(
        @DefaultValue("8") int threads,
        @DefaultValue("5") int retries,
        @DefaultValue("2s") Duration retryDelay,
        @DefaultValue("10m") Duration longestRetryDelay,
        @DefaultValue("15m") Duration lateAfter,
        @DefaultValue("90d") Duration retention) {

    public JobSettings {
        if (threads < 3) {
            throw new IllegalArgumentException("orgworks.jobs.threads must be 3 or more, not " + threads);
        }
    }

    /** Runs that a node carries out at once: one thread is left to the queue's own chores. */
    public int runsAtOnce() {
        return threads - 1;
    }

    /** Of these the heavy ones: one thread more is left to the others. */
    public int heavyRunsAtOnce() {
        return threads - 2;
    }
}
