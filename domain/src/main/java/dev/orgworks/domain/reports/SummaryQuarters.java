package dev.orgworks.domain.reports;

import dev.orgworks.domain.metrics.LocalDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Quarters of an hour since 1970 (UTC), and the local days that they are in: since then days of all zones but Liberia's (until
 * 1972) begin with one, so that what is counted by these can be told by day in any zone.
 */
final class SummaryQuarters {

    private static final long SECONDS = 900;

    private final LocalDays days;
    private final Map<Long, LocalDate> known = new HashMap<>();

    SummaryQuarters(ZoneId zone) {
        this.days = new LocalDays(zone);
    }

    /** The quarter that a column's instant is in, in SQL. */
    static String of(String column) {
        return "timestampdiff(second, '1970-01-01 00:00:00', " + column + ") div " + SECONDS;
    }

    LocalDate day(long quarter) {
        return known.computeIfAbsent(quarter, at -> days.of(Instant.ofEpochSecond(at * SECONDS)));
    }
}
