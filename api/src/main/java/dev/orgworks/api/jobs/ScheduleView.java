package dev.orgworks.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.jobs.Cadence;
import dev.orgworks.domain.jobs.CatchUp;
import dev.orgworks.domain.jobs.Cron;
import dev.orgworks.domain.jobs.NextRun;
import dev.orgworks.domain.jobs.Schedule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the API shows it.
 *
 * @param organizationId null: the platform's
 * @param timeZone the zone that holds
 * @param ownTimeZone whether the schedule names it, rather than going with its organization's
 * @param resumeAt when its pause ends by itself; null: when somebody ends it, or it is not paused
 * @param lastRunAt the last scheduled instant for which a run was enqueued
 * @param lastRuns its last ten runs, the newest first; not in lists
 * @param nextRuns its next ten runs, of a pause that ends by itself those behind it; not in lists
 * @param overlapping that a run still runs although the next is due; null when it is not so, and in lists
 */
record ScheduleView(
        UUID id,
        @Nullable Long organizationId,
        String name,
        String type,
        @Nullable String cron,
        @Nullable Cadence cadence,
        String timeZone,
        boolean ownTimeZone,
        Map<String, Object> parameters,
        CatchUp catchUp,
        boolean paused,
        @Nullable String pauseReason,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt,
        @Nullable Instant resumeAt,
        @Nullable Instant nextRunAt,
        @Nullable Instant lastRunAt,
        long version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Ran> lastRuns,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Slot> nextRuns,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Overlapping overlapping) {

    /**
     * A run that came of it.
     *
     * @param scheduledFor null: somebody ran it by hand
     * @param longerThanInterval whether it still ran, or runs, when the next was due
     */
    record Ran(@Nullable Instant scheduledFor, boolean longerThanInterval, JobView job) {}

    /**
     * An instant at which it runs.
     *
     * @param local what the clock in the schedule's zone shows then
     * @param note what daylight saving did to it; null: nothing
     */
    record Slot(Instant at, OffsetDateTime local, @Nullable String note) {

        static Slot of(NextRun run) {
            return new Slot(run.at(), run.local(), run.note());
        }
    }

    /**
     * A run takes longer than the interval of the schedule.
     *
     * @param job the run that still runs
     * @param dueSince when the next one was due
     */
    record Overlapping(UUID job, Instant dueSince, String message) {}

    /** A schedule as lists show it. */
    static ScheduleView of(Schedule schedule) {
        return of(schedule, null, null, null);
    }

    static ScheduleView of(
            Schedule schedule,
            @Nullable List<Ran> lastRuns,
            @Nullable List<Slot> nextRuns,
            @Nullable Overlapping overlapping) {
        Schedule.Pause pause = schedule.pause();
        return new ScheduleView(
                schedule.id(),
                schedule.organizationId(),
                schedule.name(),
                schedule.type(),
                schedule.rhythm() instanceof Cron cron ? cron.text() : null,
                schedule.rhythm() instanceof Cadence cadence ? cadence : null,
                schedule.zone().getId(),
                schedule.ownZone() != null,
                schedule.parameters(),
                schedule.catchUp(),
                pause != null,
                pause == null ? null : pause.reason(),
                pause == null ? null : pause.by(),
                pause == null ? null : pause.at(),
                pause == null ? null : pause.resumeAt(),
                schedule.nextAt(),
                schedule.lastAt(),
                schedule.version(),
                schedule.createdBy(),
                schedule.createdAt(),
                schedule.updatedAt(),
                lastRuns,
                nextRuns,
                overlapping);
    }
}
