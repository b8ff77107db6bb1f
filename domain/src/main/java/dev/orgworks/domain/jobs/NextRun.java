package dev.orgworks.domain.jobs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An instant at which a schedule runs.
 *
 * @param zone by whose clock
 * @param meant the local time that the schedule says; the clock shows another at that instant if {@code shift} is a gap
 * @param shift what the clock's being put forward or back did to it
 */
public record NextRun(Instant at, ZoneId zone, LocalDateTime meant, Shift shift) {

    /** What happened to a local time. */
    public enum Shift {
        /** It came once, as nearly always. */
        NONE,
        /** It did not come, since the clock was put forward over it; the run is at the first instant behind. */
        GAP,
        /** It came twice, and this is the first. */
        FIRST,
        /** It came twice, and this is the second. */
        AGAIN
    }

    /** What the clock shows then. */
    public OffsetDateTime local() {
        return at.atZone(zone).toOffsetDateTime();
    }

    /** For people; null when there is nothing to explain. */
    public @Nullable String note() {
        return switch (shift) {
            case NONE -> null;
            case GAP ->
                "Daylight saving: " + meant + " does not come in " + zone + "; the first moment behind it is "
                        + local().toLocalDateTime();
            case FIRST -> "Daylight saving: " + meant + " comes twice in " + zone + "; this is the first";
            case AGAIN ->
                "Daylight saving: " + meant + " comes twice in " + zone
                        + "; this is the second, since the schedule runs in every hour";
        };
    }
}
