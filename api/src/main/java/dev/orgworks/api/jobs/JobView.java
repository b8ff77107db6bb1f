package dev.orgworks.api.jobs;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunAttempt;
import dev.orgworks.domain.jobs.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param heavy whether it leaves threads of each node to others
 * @param attemptCount how often it began
 * @param attempts its last attempts, the newest first; null in lists
 * @param waitingFor why it does not run; null when it runs or is finished, and in lists
 */
public record JobView(
        UUID id,
        String type,
        @Nullable Long organizationId,
        RunState state,
        boolean heavy,
        Progress progress,
        int attemptCount,
        @Nullable List<RunAttempt> attempts,
        @Nullable String node,
        @Nullable Instant cancelRequestedAt,
        @Nullable Waiting waitingFor,
        Map<String, Object> outcome,
        @Nullable String error,
        String createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * How far a run has come in its present phase.
     *
     * @param total null while unknown
     * @param percent of the phase, 0 to 100; null while the total is unknown
     * @param rate items a second in this phase; null when it does not run
     * @param secondsLeft of this phase at that rate; null when that cannot be said
     */
    public record Progress(
            @Nullable String phase,
            long done,
            @Nullable Long total,
            @Nullable Integer percent,
            @Nullable Long rate,
            @Nullable Long secondsLeft) {

        static Progress of(JobRun run, Instant now) {
            Long total = run.total();
            Integer percent = total == null || total == 0 ? null : (int) Math.min(100, run.done() * 100 / total);
            Long rate = null;
            Long secondsLeft = null;
            if (run.state() == RunState.RUNNING && run.phaseStartedAt() != null && run.done() > run.doneBefore()) {
                long millis =
                        Math.max(1, Duration.between(run.phaseStartedAt(), now).toMillis());
                rate = (run.done() - run.doneBefore()) * 1_000 / millis;
                secondsLeft = total == null || rate == 0 ? null : Math.max(0, (total - run.done()) / rate);
            }
            return new Progress(run.phase(), run.done(), total, percent, rate, secondsLeft);
        }
    }

    /**
     * Why a queued run does not run yet.
     *
     * @param reason a stable word: {@code OTHER_RUN}, {@code NOT_BEFORE}, {@code RETRY}, {@code HEAVY_LIMIT}, {@code FREE_THREAD}
     * @param message the same for people
     * @param job the run that has to finish first; null for the other reasons
     * @param queuedBefore queued runs that come first when threads are scarce
     */
    public record Waiting(
            String reason, String message, @Nullable UUID job, long queuedBefore) {}

    /** A run without its attempts and the reason for which it waits. */
    public static JobView of(JobRun run, Instant now) {
        return of(run, now, null, null);
    }

    static JobView of(JobRun run, Instant now, @Nullable List<RunAttempt> attempts, @Nullable Waiting waiting) {
        return new JobView(
                run.id(),
                run.type(),
                run.organizationId(),
                run.state(),
                run.heavy(),
                Progress.of(run, now),
                run.attempts(),
                attempts,
                run.node(),
                run.cancelRequestedAt(),
                waiting,
                run.outcome(),
                run.error(),
                run.createdBy(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt());
    }
}
