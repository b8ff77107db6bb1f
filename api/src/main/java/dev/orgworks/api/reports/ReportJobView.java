package dev.orgworks.api.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.jobs.Cadence;
import dev.orgworks.domain.jobs.Cron;
import dev.orgworks.domain.jobs.NextRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.reports.ExportState;
import dev.orgworks.domain.reports.FindReportRuns.Last;
import dev.orgworks.domain.reports.ReportJob;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report job as the API shows it.
 *
 * @param report what is made
 * @param timeZone the zone that holds
 * @param ownTimeZone whether the report job names it, rather than going with its organization's
 * @param catchUp {@code none}, {@code last} or {@code all}
 * @param pause null when it is not paused
 * @param nextRunAt null while paused
 * @param lastRun null when there was none
 * @param nextRuns its next ten runs, of a pause that ends by itself those behind it; not in lists
 */
record ReportJobView(
        UUID id,
        long organizationId,
        String name,
        Map<String, Object> report,
        @Nullable CadenceView cadence,
        @Nullable String cron,
        String timeZone,
        boolean ownTimeZone,
        List<String> recipients,
        boolean attach,
        int startWithinMinutes,
        String catchUp,
        boolean paused,
        @Nullable PauseView pause,
        @Nullable Instant nextRunAt,
        @Nullable LastRun lastRun,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ComingRun> nextRuns,

        long version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    /** A cadence in the words in which it is written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CadenceView(
            String every,
            LocalTime at,
            @Nullable String weekday,
            @Nullable Integer dayOfMonth,
            @Nullable Integer monthOfQuarter) {

        static CadenceView of(Cadence cadence) {
            return new CadenceView(
                    word(cadence.every()),
                    cadence.at(),
                    cadence.weekday() == null ? null : word(cadence.weekday()),
                    cadence.dayOfMonth(),
                    cadence.monthOfQuarter());
        }
    }

    /**
     * Why it does not run.
     *
     * @param resumeAt when the pause ends by itself; null: when somebody ends it
     */
    record PauseView(
            String reason, String by, Instant at, @Nullable Instant resumeAt) {}

    /**
     * Its last run.
     *
     * @param scheduledFor null: somebody ran it by hand
     * @param late whether it did not start in time
     * @param export what it makes; null when it did not begin
     */
    record LastRun(
            @Nullable Instant scheduledFor,
            UUID jobId,
            RunState state,
            @Nullable String error,
            boolean late,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable MadeExport export) {

        static LastRun of(Last run, int startWithinMinutes, Instant now) {
            return new LastRun(
                    run.scheduledFor(),
                    run.jobId(),
                    run.state(),
                    run.error(),
                    run.isLate(startWithinMinutes, now),
                    run.startedAt(),
                    run.finishedAt(),
                    run.exportId() == null || run.exportState() == null
                            ? null
                            : new MadeExport(run.exportId(), run.exportState()));
        }
    }

    /** The export of a run. */
    record MadeExport(long id, ExportState state) {}

    /**
     * An instant at which it runs.
     *
     * @param local what the clock in its zone shows then
     * @param note what daylight saving did to it; null: nothing
     */
    record ComingRun(
            Instant at, OffsetDateTime local, @Nullable String note) {

        static ComingRun of(NextRun run) {
            return new ComingRun(run.at(), run.local(), run.note());
        }
    }

    static ReportJobView of(Schedule schedule, @Nullable Last last, @Nullable List<ComingRun> nextRuns, Instant now) {
        ReportJob job = ReportJob.of(schedule.parameters());
        Schedule.Pause pause = schedule.pause();
        return new ReportJobView(
                schedule.id(),
                Objects.requireNonNull(schedule.organizationId()),
                schedule.name(),
                job.definition(),
                schedule.rhythm() instanceof Cadence cadence ? CadenceView.of(cadence) : null,
                schedule.rhythm() instanceof Cron cron ? cron.text() : null,
                schedule.zone().getId(),
                schedule.ownZone() != null,
                job.recipients(),
                job.attach(),
                job.startWithinMinutes(),
                word(schedule.catchUp()),
                pause != null,
                pause == null ? null : new PauseView(pause.reason(), pause.by(), pause.at(), pause.resumeAt()),
                schedule.nextAt(),
                last == null ? null : LastRun.of(last, job.startWithinMinutes(), now),
                nextRuns,
                schedule.version(),
                schedule.createdBy(),
                schedule.createdAt(),
                schedule.updatedAt());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
