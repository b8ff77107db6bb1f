package dev.orgworks.api.jobs;

import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.jobs.Cadence;
import dev.orgworks.domain.jobs.CatchUp;
import dev.orgworks.domain.jobs.NewSchedule;
import dev.orgworks.domain.jobs.Rhythm;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.jobs.ScheduleChange;
import dev.orgworks.domain.users.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bodies that are sent about schedules. */
final class ScheduleRequests {

    private ScheduleRequests() {}

    /** See {@link dev.orgworks.domain.jobs.Cadence}. */
    record Recurrence(
            @NotNull Cadence.Every every,
            @NotNull LocalTime at,
            @Nullable DayOfWeek weekday,
            @Nullable Integer dayOfMonth,
            @Nullable Integer monthOfQuarter) {

        Cadence cadence() {
            return new Cadence(every, at, weekday, dayOfMonth, monthOfQuarter);
        }
    }

    /**
     * The body that makes a schedule, with either a cron or a cadence.
     *
     * @param organizationId whose runs they will be; left out: the platform's
     * @param timeZone left out: the organization's
     * @param catchUp LAST unless told
     */
    record Create(
            @Nullable Long organizationId,
            @NotBlank @Size(max = 255) String name,
            @NotBlank String type,
            @Nullable String cron,
            @Nullable @Valid Recurrence cadence,
            @Nullable String timeZone,
            @Nullable Map<String, Object> parameters,
            @Nullable CatchUp catchUp) {

        NewSchedule wish(Caller caller) {
            if (organizationId == null && !caller.isPlatformAdministrator()) {
                throw new InvalidInputException(
                        "organizationId",
                        "REQUIRED",
                        "organizationId is needed; only platform administrators make schedules of the platform");
            }
            if (organizationId != null && !caller.sight().covers(organizationId)) {
                throw new NotFoundException("Organization", organizationId);
            }
            if (organizationId != null && !caller.reach().covers(organizationId)) {
                throw new ForbiddenException("Your role in this organization does not allow this");
            }
            Rhythm rhythm = rhythm(cron, cadence);
            if (rhythm == null) {
                throw new InvalidInputException("cron", "REQUIRED", "Give a cron, or a cadence");
            }
            return new NewSchedule(
                    organizationId,
                    name.strip(),
                    type,
                    rhythm,
                    zone(timeZone),
                    parameters == null ? Map.of() : parameters,
                    Objects.requireNonNullElse(catchUp, CatchUp.LAST));
        }
    }

    /**
     * The body that changes a schedule; what is left out stays.
     *
     * @param timeZone an empty text: the organization's again
     * @param resumeAt when a pause ends by itself
     * @param version the version that was seen; left out: whatever it is
     */
    record Change(
            @Nullable @Size(min = 1, max = 255) String name,
            @Nullable String cron,
            @Nullable @Valid Recurrence cadence,
            @Nullable String timeZone,
            @Nullable Map<String, Object> parameters,
            @Nullable CatchUp catchUp,
            @Nullable Boolean paused,
            @Nullable @Size(max = 500) String reason,
            @Nullable Instant resumeAt,
            @Nullable Long version) {

        ScheduleChange change() {
            return new ScheduleChange(
                    name,
                    rhythm(cron, cadence),
                    zone(timeZone),
                    timeZone != null && timeZone.isBlank(),
                    parameters,
                    catchUp,
                    paused,
                    reason,
                    resumeAt,
                    version,
                    ExpectedVersion.ANY);
        }
    }

    /**
     * The body that pauses a schedule.
     *
     * @param resumeAt when the pause ends by itself; left out: when somebody ends it
     */
    record Pause(
            @NotBlank @Size(max = 500) String reason,
            @Nullable Instant resumeAt) {}

    /** The schedule, if the caller may change it; the platform's own are for its administrators. */
    static Schedule writable(Caller caller, Schedule schedule) {
        if (schedule.organizationId() == null && !caller.isPlatformAdministrator()) {
            throw new ForbiddenException("Only platform administrators change the platform's own schedules");
        }
        if (schedule.organizationId() != null && !caller.reach().covers(schedule.organizationId())) {
            throw new ForbiddenException("Your role in this organization does not allow this");
        }
        return schedule;
    }

    private static @Nullable Rhythm rhythm(@Nullable String cron, @Nullable Recurrence recurrence) {
        return Rhythm.of(cron, recurrence == null ? null : recurrence.cadence()).orElse(null);
    }

    private static @Nullable ZoneId zone(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "timeZone", "INVALID", "timeZone must be a time zone like Europe/Berlin, not \"" + text + "\"");
        }
    }
}
