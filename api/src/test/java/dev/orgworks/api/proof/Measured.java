package dev.orgworks.api.proof;

import dev.orgworks.api.proof.Peaks.Memory;
import java.util.Locale;

/**
 * How long something took.
 *
 * @param memory of the Java virtual machine that did it
 * @param databaseResident of the database, in megabytes
 */
record Measured(String what, long rows, double seconds, Memory memory, long databaseResident) {

    static final String HEADING = String.format(
            Locale.ROOT,
            "%-28s %11s %9s %9s %9s %9s %13s",
            "",
            "rows",
            "seconds",
            "rows/s",
            "heap MB",
            "RSS MB",
            "database RSS");

    long rate() {
        return Math.round(rows / seconds);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-28s %,11d %,9.1f %,9d %9s %9s %13s",
                what,
                rows,
                seconds,
                rate(),
                shown(memory.heap()),
                shown(memory.resident()),
                shown(databaseResident));
    }

    private static String shown(long megabytes) {
        return megabytes == Peaks.UNKNOWN ? "-" : String.format(Locale.ROOT, "%,d", megabytes);
    }
}
