package dev.orgworks.domain.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The local days of a zone: each lasts from its first instant to that of the next, so they have 23 or 25 hours where clocks are
 * changed, and one that the zone skipped (Apia, 30 December 2011) has none.
 */
public record LocalDays(ZoneId zone) {

    /** The day's first instant; of one that does not exist, that of the next. */
    public Instant begins(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** Whether the zone had it. */
    public boolean exists(LocalDate day) {
        return begins(day).isBefore(begins(day.plusDays(1)));
    }

    /** The day that an instant is in. */
    public LocalDate of(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        // where clocks are put back across midnight, the local date goes back too; days do not
        while (!begins(day.plusDays(1)).isAfter(instant)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The day itself, or the last before it that exists. */
    public LocalDate lastUntil(LocalDate day) {
        LocalDate last = day;
        while (!exists(last)) {
            last = last.minusDays(1);
        }
        return last;
    }

    /** The first behind it that exists. */
    public LocalDate nextBehind(LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (!exists(next)) {
            next = next.plusDays(1);
        }
        return next;
    }
}
