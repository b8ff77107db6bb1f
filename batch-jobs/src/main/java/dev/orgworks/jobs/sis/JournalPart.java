package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A range of a journal.
 *
 * @param end journal rows up to its end
 * @param total journal rows at all
 */
record JournalPart(RowRange range, long end, long total) {

    static List<JournalPart> of(List<RowRange> ranges) {
        long total = ranges.stream().mapToLong(RowRange::rows).sum();
        List<JournalPart> parts = new ArrayList<>();
        long end = 0;
        for (RowRange range : ranges) {
            end += range.rows();
            parts.add(new JournalPart(range, end, total));
        }
        return parts;
    }

    void report(ReportProgress progress, UUID runId, String phase) {
        progress.progress(runId, phase, end, total);
    }
}
