package dev.orgworks.api.reports;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.CatchUp;
import dev.orgworks.domain.jobs.NewSchedule;
import dev.orgworks.domain.jobs.Rhythm;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.jobs.ScheduleChange;
import dev.orgworks.domain.reports.ReportJob;
import dev.orgworks.domain.reports.ReportJobs;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bodies that are sent about report jobs. */
final class ReportJobRequests {

    private ReportJobRequests() {}

    /**
     * The body that makes a report job, with either a cadence or a cron.
     *
     * @param report its {@code type}; {@code format} (CSV unless told), {@code filters}, {@code columns}, {@code timeZone}
     * @param cadence {@code daily}, {@code weekly}, {@code monthly}, {@code quarterly}, or an object that says more
     * @param timeZone left out: the organization's
     * @param recipients e-mail addresses to which each report is sent
     * @param attach whether they get the file itself when it is small; true unless told
     * @param startWithinMinutes after how long a run that did not start counts as late; 60 unless told
     * @param catchUp {@code none}, {@code last} (unless told) or {@code all}
     */
    record Create(
            @NotBlank @Size(max = 255) String name,
            @NotNull Map<String, Object> report,
            @Nullable Object cadence,
            @Nullable String cron,
            @Nullable String timeZone,
            @Nullable List<String> recipients,
            @Nullable Boolean attach,
            @Nullable Integer startWithinMinutes,
            @Nullable String catchUp) {

        NewSchedule wish(long organizationId, ReportJobs jobs) {
            Rhythm rhythm = rhythm(cron, cadence);
            if (rhythm == null) {
                throw new InvalidInputException("cadence", "REQUIRED", "Give a cadence, or a cron");
            }
            ReportJob job = jobs.checked(parameters(Map.of(), report, recipients, attach, startWithinMinutes));
            return new NewSchedule(
                    organizationId,
                    name.strip(),
                    ReportJob.TYPE,
                    rhythm,
                    zone(timeZone),
                    job.parameters(),
                    Objects.requireNonNullElse(choice(catchUp), CatchUp.LAST));
        }
    }

    /**
     * The body that changes a report job; what is left out stays.
     *
     * @param timeZone an empty text: the organization's again
     * @param reason why it is paused
     * @param resumeAt when a pause ends by itself
     * @param version the version that was seen; left out: whatever it is
     */
    record Change(
            @Nullable @Size(min = 1, max = 255) String name,
            @Nullable Map<String, Object> report,
            @Nullable Object cadence,
            @Nullable String cron,
            @Nullable String timeZone,
            @Nullable List<String> recipients,
            @Nullable Boolean attach,
            @Nullable Integer startWithinMinutes,
            @Nullable String catchUp,
            @Nullable Boolean paused,
            @Nullable @Size(max = 500) String reason,
            @Nullable Instant resumeAt,
            @Nullable Long version) {

        /** Of the parameters a part may be changed, so nobody else may change another part meanwhile. */
        ScheduleChange change(Schedule seen, ExpectedVersion expected, ReportJobs jobs) {
            boolean changesParameters =
                    report != null || recipients != null || attach != null || startWithinMinutes != null;
            return new ScheduleChange(
                    name == null ? null : name.strip(),
                    rhythm(cron, cadence),
                    zone(timeZone),
                    timeZone != null && timeZone.isBlank(),
                    changesParameters
                            ? jobs.checked(parameters(
                                            seen.parameters(), report, recipients, attach, startWithinMinutes))
                                    .parameters()
                            : null,
                    choice(catchUp),
                    paused,
                    reason,
                    resumeAt,
                    version == null && changesParameters ? Long.valueOf(seen.version()) : version,
                    expected);
        }
    }

    /**
     * The body that pauses a report job.
     *
     * @param resumeAt when the pause ends by itself; left out: when somebody ends it
     */
    record Pause(
            @NotBlank @Size(max = 500) String reason,
            @Nullable Instant resumeAt) {}

    private static Map<String, Object> parameters(
            Map<String, Object> before,
            @Nullable Map<String, Object> report,
            @Nullable List<String> recipients,
            @Nullable Boolean attach,
            @Nullable Integer startWithinMinutes) {
        Map<String, Object> parameters = new LinkedHashMap<>(before);
        put(parameters, ReportJob.REPORT, report);
        put(parameters, ReportJob.RECIPIENTS, recipients);
        put(parameters, ReportJob.ATTACH, attach);
        put(parameters, ReportJob.START_WITHIN_MINUTES, startWithinMinutes);
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static @Nullable Rhythm rhythm(@Nullable String cron, @Nullable Object cadence) {
        return Rhythm.of(cron, cadence == null ? null : ReadCadence.of(cadence)).orElse(null);
    }

    private static @Nullable CatchUp choice(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(CatchUp.values())
                .filter(one -> one.name().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("catchUp", "INVALID", "catchUp must be one of none, last, all"));
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
