package dev.orgworks.domain.jobs;

import dev.orgworks.domain.ExpectedVersion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a schedule; null everywhere: it stays as it is.
 *
 * @param organizationsZone whether it is to go with its organization's zone again
 * @param paused true: pause it; false: resume it
 * @param reason why it is paused
 * @param resumeAt when the pause ends by itself; null: when somebody ends it
 * @param version the version that the caller saw, as the body says it; null: whatever it is
 * @param expected the same, as the header says it
 */
public record ScheduleChange(
        @Nullable String name,
        @Nullable Rhythm rhythm,
        @Nullable ZoneId zone,
        boolean organizationsZone,
        @Nullable Map<String, Object> parameters,
        @Nullable CatchUp catchUp,
        @Nullable Boolean paused,
        @Nullable String reason,
        @Nullable Instant resumeAt,
        @Nullable Long version,
        ExpectedVersion expected) {

    /** Only a pause, until somebody ends it. */
    public static ScheduleChange pause(String reason) {
        return pause(reason, null);
    }

    /** Only a pause. */
    public static ScheduleChange pause(String reason, @Nullable Instant resumeAt) {
        return new ScheduleChange(
                null, null, null, false, null, null, true, reason, resumeAt, null, ExpectedVersion.ANY);
    }

    /** Only the end of a pause. */
    public static ScheduleChange resume() {
        return new ScheduleChange(null, null, null, false, null, null, false, null, null, null, ExpectedVersion.ANY);
    }
}
