package dev.orgworks.jobs.reports;

import dev.orgworks.domain.reports.ReportRows;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far the rows of an export are written; committed with each page.
 *
 * @param key the last row's key; null: there is none yet
 * @param revisions the sum of the rows' revisions
 * @param bytes of the file
 * @param checksum CRC-32C of them
 */
record ExportPosition(@Nullable String key, long rows, long revisions, long bytes, long checksum) {

    private static final String KEY = "export.key";
    private static final String ROWS = "export.rows";
    private static final String REVISIONS = "export.revisions";
    private static final String BYTES = "export.bytes";
    private static final String CHECKSUM = "export.checksum";

    /** No row yet. */
    static ExportPosition start(long bytes, long checksum) {
        return new ExportPosition(null, 0, 0, bytes, checksum);
    }

    /** What an earlier attempt committed; null: nothing. */
    static @Nullable ExportPosition of(ExecutionContext context) {
        return context.containsKey(KEY)
                ? new ExportPosition(
                        context.getString(KEY),
                        context.getLong(ROWS),
                        context.getLong(REVISIONS),
                        context.getLong(BYTES),
                        context.getLong(CHECKSUM))
                : null;
    }

    void save(ExecutionContext context) {
        if (key != null) {
            context.putString(KEY, key);
            context.putLong(ROWS, rows);
            context.putLong(REVISIONS, revisions);
            context.putLong(BYTES, bytes);
            context.putLong(CHECKSUM, checksum);
        }
    }

    /** Behind one more page. */
    ExportPosition behind(ReportRows.Page page, long newBytes, long newChecksum) {
        return new ExportPosition(
                page.lastKey(), rows + page.rows().size(), revisions + page.revisions(), newBytes, newChecksum);
    }

    /** Whether the rows that it stands behind are still what they were. */
    boolean holds(ReportRows now) {
        return key != null && now.stillHolds(key, rows, revisions);
    }
}
