package dev.orgworks.domain.sis;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells which units of an import were staged, and which ranges of rows there are to apply. */
@Component
public class FindUnits {

    private final JdbcClient jdbc;
    private final SisSettings settings;

    FindUnits(JdbcClient jdbc, SisSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The units that were staged: the last row's number by the first one's. */
    NavigableMap<Long, Long> staged(long importId) {
        NavigableMap<Long, Long> units = new TreeMap<>();
        jdbc.sql("select first_row, last_row from sis_unit where import_id = :import")
                .param("import", importId)
                .query(rs -> {
                    units.put(rs.getLong("first_row"), rs.getLong("last_row"));
                });
        return units;
    }

    /**
     * Ranges that hold all staged rows, each with about as many as one transaction applies. The same at every call once the
     * file was read to its end.
     */
    public List<RowRange> ranges(SisImport subject) {
        List<RowRange> ranges = new ArrayList<>();
        long first = 0;
        long last = 0;
        long staged = 0;
        for (RowRange unit : stagedRanges(subject)) {
            first = staged == 0 ? unit.first() : first;
            last = unit.last();
            staged += unit.rows();
            if (staged >= settings.chunkRows()) {
                ranges.add(new RowRange(first, last, staged));
                staged = 0;
            }
        }
        if (staged > 0) {
            ranges.add(new RowRange(first, last, staged));
        }
        long rows = subject.counts().rows();
        long end = rows + subject.counts().missing();
        for (long next = rows + 1; next <= end; next += settings.chunkRows()) {
            long to = Math.min(end, next + settings.chunkRows() - 1);
            ranges.add(new RowRange(next, to, to - next + 1));
        }
        return ranges;
    }

    private List<RowRange> stagedRanges(SisImport subject) {
        return jdbc.sql("""
                        select first_row, last_row, staged from sis_unit where import_id = :import and staged > 0
                        order by first_row
                        """)
                .param("import", subject.id())
                .query((rs, index) -> new RowRange(rs.getLong(1), rs.getLong(2), rs.getLong(3)))
                .list();
    }
}
