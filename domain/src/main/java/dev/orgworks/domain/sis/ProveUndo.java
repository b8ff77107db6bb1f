package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Proves at the end of an undo that it was done: from journal and learners themselves, not from anybody's counters. */
@Component
public class ProveUndo {

    private static final String AS_BEFORE = Arrays.stream(LearnerField.values())
            .map(field -> "l.%1$s <=> j.%1$s".formatted(field.column()))
            .collect(Collectors.joining(" and "));

    private final JdbcClient jdbc;

    ProveUndo(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Looks at each row of a range: it was kept, or its learner is deleted or as he was before the import. Whoever was
     * changed behind the undo has a version that is higher than any before.
     *
     * @throws IllegalStateException when a row is neither
     */
    public void prove(SisImport subject, RowRange range) {
        String sql = """
                select coalesce(sum(not case
                           when k.row_no is not null then not j.undone
                           when not j.undone then false
                           when j.action = 'CREATE' then l.id is null
                           when l.id is null then false
                           when l.version = j.version_before then
                                %s and l.login_key <=> j.login_key and l.import_id <=> j.import_before
                                and l.updated_at <=> j.updated_before
                           else l.version > j.version_after end), 0)
                from sis_journal j force index (primary)
                left join sis_undo_kept k force index (primary) on k.import_id = j.import_id and k.row_no = j.row_no
                left join learner l force index (primary) on l.id = j.learner_id
                where j.import_id = :import and j.row_no >= :first and j.row_no <= :last
                """.formatted(AS_BEFORE);
        long wrong = JournalRows.statement(jdbc, sql, subject, range)
                .query(Long.class)
                .single();
        if (wrong > 0) {
            throw new IllegalStateException(
                    "The undo of import %d does not add up: of rows %d to %d, %d were not undone"
                            .formatted(subject.id(), range.first(), range.last(), wrong));
        }
    }

    /** Counts what was done, and keeps the counts with the undo. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ImportUndo.Counts count(SisImport subject) {
        ImportUndo.Counts counts = jdbc.sql("""
                        select coalesce(sum(undone and action <> 'CREATE'), 0), coalesce(sum(undone and action = 'CREATE'), 0),
                               coalesce(sum(not undone), 0)
                        from sis_journal where import_id = :import
                        """)
                .param("import", subject.id())
                .query((rs, rowNumber) -> new ImportUndo.Counts(rs.getLong(1), rs.getLong(2), rs.getLong(3)))
                .single();
        jdbc.sql("""
                        update sis_undo set restored = :restored, deleted = :deleted, kept = :kept where import_id = :import
                        """)
                .param("restored", counts.restored())
                .param("deleted", counts.deleted())
                .param("kept", counts.kept())
                .param("import", subject.id())
                .update();
        return counts;
    }
}
