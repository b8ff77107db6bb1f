package dev.orgworks.domain.jobs;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a schedule; null everywhere: it stays as it is.
 *
 * @param organizationsZone whether it is to go with its organization's zone again
 * @param paused true: pause it; false: resume it
 * @param reason why it is paused
 * @param version the version that the caller saw; null: whatever it is
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
        @Nullable Long version) {

    /** Only a pause. */
    public static ScheduleChange pause(String reason) {
        return new ScheduleChange(null, null, null, false, null, null, true, reason, null);
    }

    /** Only the end of a pause. */
    public static ScheduleChange resume() {
        return new ScheduleChange(null, null, null, false, null, null, false, null, null);
    }
}
