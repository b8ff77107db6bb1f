package dev.orgworks.domain.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
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

    /**
     * Who paused it, when and why.
     *
     * @param resumeAt when the pause ends by itself; null: when somebody ends it
     */
    public record Pause(
            Instant at, String by, String reason, @Nullable Instant resumeAt) {}

    /**
     * The same without its pause, which ended at an instant: what is due then, or later, runs.
     *
     * @param ended when the pause ended
     */
    Schedule resumed(Instant ended, Instant now) {
        return new Schedule(
                id,
                organizationId,
                name,
                type,
                rhythm,
                ownZone,
                zone,
                parameters,
                catchUp,
                null,
                nextRuns().after(ended.minusNanos(1)).map(NextRun::at).orElse(null),
                lastAt,
                version,
                createdBy,
                createdAt,
                now);
    }

    /** When it runs. */
    public NextRuns nextRuns() {
        return new NextRuns(rhythm, zone);
    }

    /** Its first runs behind an instant; of a pause that ends by itself those behind its end, of another none. */
    public List<NextRun> comingRuns(Instant now, int most) {
        if (pause == null) {
            return nextRuns().after(now, most);
        }
        return pause.resumeAt() == null
                ? List.of()
                : nextRuns().after(pause.resumeAt().minusNanos(1), most);
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
            if (pause.resumeAt() != null) {
                told.put("resumeAt", pause.resumeAt());
            }
        }
        return told;
    }
}
