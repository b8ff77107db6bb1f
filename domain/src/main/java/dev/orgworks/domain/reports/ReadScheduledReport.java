package dev.orgworks.domain.reports;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.SchedulableJob;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.organizations.Reach;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says what the run of a report job is to make: its range becomes days, counted from the instant that it is for. */
@Component
class ReadScheduledReport {

    private final FindRuns runs;
    private final FindSchedules schedules;
    private final JdbcClient jdbc;

    ReadScheduledReport(FindRuns runs, FindSchedules schedules, JdbcClient jdbc) {
        this.runs = runs;
        this.schedules = schedules;
        this.jdbc = jdbc;
    }

    /**
     * What a run is to make.
     *
     * @param definition with its time zone, and without a range
     * @param scheduleId null: no schedule began it
     * @param scheduledFor null: somebody ran it by hand
     */
    record Scheduled(
            long organizationId,
            ExportDefinition definition,
            @Nullable UUID scheduleId,
            @Nullable Instant scheduledFor,
            String by) {}

    /** What a run is to make; the schedule may be gone by now. */
    Scheduled of(UUID runId) {
        JobRun run = runs.find(runId).orElseThrow();
        long organization = Objects.requireNonNull(run.organizationId());
        Object id = run.payload().get(SchedulableJob.SCHEDULE_ID);
        Object scheduledFor = run.payload().get(SchedulableJob.SCHEDULED_FOR);
        @Nullable UUID scheduleId = id == null ? null : UUID.fromString(id.toString());
        @Nullable Instant at = scheduledFor == null ? null : Instant.parse(scheduledFor.toString());
        Optional<Schedule> schedule = schedule(scheduleId);
        ExportDefinition report = ReportJob.of(run.payload())
                .report()
                .in(schedule.map(Schedule::zone).orElseGet(() -> zoneOf(organization)));
        return new Scheduled(
                organization,
                report.with(ReportRanges.resolved(
                        report.filters(),
                        Objects.requireNonNull(report.timeZone()),
                        at == null ? run.createdAt() : at,
                        schedule.map(Schedule::nextRuns).orElse(null))),
                scheduleId,
                at,
                run.createdBy());
    }

    private Optional<Schedule> schedule(@Nullable UUID id) {
        try {
            return id == null ? Optional.empty() : Optional.of(schedules.byId(id, Reach.EVERYTHING));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private ZoneId zoneOf(long organization) {
        return ZoneId.of(jdbc.sql("select time_zone from organization where id = :id")
                .param("id", organization)
                .query(String.class)
                .single());
    }
}
