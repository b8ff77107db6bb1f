package dev.orgworks.domain.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which job runs when. Its runs never overlap: they have the same exclusive key, and so wait for each other.
 *
 * @param id a UUIDv7
 * @param organizationId whose runs they are; null: the platform's
 * @param type which job
 * @param ownZone the zone that the schedule names; null: it goes with its organization's
 * @param zone the zone that holds: its own, its organization's, or UTC
 * @param parameters what its runs get
 * @param pause null when it is not paused
 * @param nextAt the instant for which the next run is enqueued; null while paused
 * @param lastAt the last scheduled instant for which one was; null when there was none yet
 * @param version counts changes by people
 */
public record Schedule(
        UUID id,
        @Nullable Long organizationId,
        String name,
        String type,
        Rhythm rhythm,
        @Nullable ZoneId ownZone,
        ZoneId zone,
        Map<String, Object> parameters,
        CatchUp catchUp,
        @Nullable Pause pause,
        @Nullable Instant nextAt,
        @Nullable Instant lastAt,
        long version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    /** Who paused it, when and why. */
    public record Pause(Instant at, String by, String reason) {}

    /** When it runs. */
    public NextRuns nextRuns() {
        return new NextRuns(rhythm, zone);
    }

    /** The key by which its runs wait for each other. */
    static String exclusiveKey(UUID id) {
        return "schedule:" + id;
    }

    /** Whatever fires it, an instant of a schedule is one run. */
    static String dedupKey(UUID id, Instant scheduledFor) {
        return "schedule:" + id + ":" + scheduledFor;
    }

    /** The payload of its runs; null: somebody runs it by hand. */
    Map<String, Object> payload(@Nullable Instant scheduledFor) {
        Map<String, Object> payload = new LinkedHashMap<>(parameters);
        payload.put(SchedulableJob.SCHEDULE_ID, id);
        if (scheduledFor != null) {
            payload.put(SchedulableJob.SCHEDULED_FOR, scheduledFor);
        }
        return payload;
    }

    /** What people said of it, for the audit. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", name);
        told.put("type", type);
        if (rhythm instanceof Cadence cadence) {
            told.put("cadence", cadence);
        } else {
            told.put("cron", rhythm.toString());
        }
        if (ownZone != null) {
            told.put("timeZone", ownZone.getId());
        }
        told.put("parameters", parameters);
        told.put("catchUp", catchUp);
        if (pause != null) {
            told.put("pauseReason", pause.reason());
        }
        return told;
    }
}
