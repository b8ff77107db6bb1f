package dev.orgworks.domain.sis;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.learners.LearnerStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads undos, the learners whom they left as they are, and the journal's ranges. */
@Component
public class FindUndo {

    private final JdbcClient jdbc;
    private final SisSettings settings;

    FindUndo(JdbcClient jdbc, SisSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The undo of an import, if anybody asked for one. */
    public Optional<ImportUndo> of(long importId) {
        return jdbc.sql("select * from sis_undo where import_id = :import")
                .param("import", importId)
                .query(FindUndo::undo)
                .optional();
    }

    /** A page of the learners whom the undo left as they are, in the order of the rows. */
    public List<KeptRow> kept(long importId, int limit, long offset) {
        return jdbc.sql("""
                        select k.row_no, j.action, k.why, k.learner_id, l.external_id, l.login, l.status, l.updated_at,
                               l.import_id, k.holder_id
                        from sis_undo_kept k force index (primary)
                        straight_join sis_journal j force index (primary) on j.import_id = k.import_id and j.row_no = k.row_no
                        left join learner l force index (primary) on l.id = k.learner_id
                        where k.import_id = :import
                        order by k.row_no limit :limit offset :offset
                        """)
                .param("import", importId)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindUndo::row)
                .list();
    }

    /** How many learners {@link #kept} pages through; while the undo is on its way, those found so far. */
    public long countKept(long importId) {
        return jdbc.sql("select count(*) from sis_undo_kept where import_id = :import")
                .param("import", importId)
                .query(Long.class)
                .single();
    }

    /** Ranges that hold the whole journal, each with as many rows as one transaction takes back; always the same. */
    public List<RowRange> ranges(long importId) {
        List<RowRange> ranges = new ArrayList<>();
        long last = 0;
        RowRange next = range(importId, last);
        while (next != null) {
            ranges.add(next);
            last = next.last();
            next = range(importId, last);
        }
        return ranges;
    }

    private @Nullable RowRange range(long importId, long after) {
        return jdbc.sql("""
                        select min(row_no), max(row_no), count(*)
                        from (select row_no from sis_journal force index (primary) where import_id = :import and row_no > :after
                              order by row_no limit :limit) r
                        having count(*) > 0
                        """)
                .param("import", importId)
                .param("after", after)
                .param("limit", settings.chunkRows())
                .query((rs, rowNumber) -> new RowRange(rs.getLong(1), rs.getLong(2), rs.getLong(3)))
                .optional()
                .orElse(null);
    }

    private static ImportUndo undo(ResultSet rs, int rowNumber) throws SQLException {
        Timestamp finished = rs.getTimestamp("finished_at");
        Long restored = (Long) rs.getObject("restored");
        return new ImportUndo(
                rs.getLong("import_id"),
                BinaryUuid.of(rs.getBytes("run_id")),
                ImportState.valueOf(rs.getString("state_before")),
                restored == null ? null : new ImportUndo.Counts(restored, rs.getLong("deleted"), rs.getLong("kept")),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private static KeptRow row(ResultSet rs, int rowNumber) throws SQLException {
        String status = rs.getString("status");
        Timestamp updated = rs.getTimestamp("updated_at");
        return new KeptRow(
                rs.getLong("row_no"),
                RowAction.valueOf(rs.getString("action")),
                KeptRow.Why.valueOf(rs.getString("why")),
                rs.getLong("learner_id"),
                rs.getString("external_id"),
                rs.getString("login"),
                status == null ? null : LearnerStatus.valueOf(status),
                updated == null ? null : updated.toInstant(),
                (Long) rs.getObject("import_id"),
                (Long) rs.getObject("holder_id"));
    }
}
