package dev.orgworks.domain.sis;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts what an import does, and proves at its end that it was done. */
@Component
public class CountImport {

    private final JdbcClient jdbc;

    CountImport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts the rows by action and keeps the counts with the import. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ImportCounts count(long importId) {
        Map<RowAction, Long> rows = new EnumMap<>(RowAction.class);
        jdbc.sql(
                        "select action, count(*) as n from sis_stage where import_id = :import and action is not null group by action")
                .param("import", importId)
                .query(rs -> {
                    rows.put(RowAction.valueOf(rs.getString("action")), rs.getLong("n"));
                });
        long blank = jdbc.sql("select rows_blank from sis_import where id = :import")
                .param("import", importId)
                .query(Long.class)
                .single();
        long staged = jdbc.sql("select count(*) from sis_stage where import_id = :import")
                .param("import", importId)
                .query(Long.class)
                .single();
        long warned = jdbc.sql(
                        "select count(distinct row_no) from sis_problem where import_id = :import and severity = 'WARNING'")
                .param("import", importId)
                .query(Long.class)
                .single();
        var counts = new ImportCounts(
                staged,
                blank,
                rows.getOrDefault(RowAction.CREATE, 0L),
                rows.getOrDefault(RowAction.UPDATE, 0L),
                rows.getOrDefault(RowAction.UNCHANGED, 0L),
                rows.getOrDefault(RowAction.SUSPEND, 0L),
                rows.getOrDefault(RowAction.REMOVE, 0L),
                rows.getOrDefault(RowAction.DUPLICATE, 0L),
                rows.getOrDefault(RowAction.REJECTED, 0L),
                warned);
        jdbc.sql("""
                        update sis_import
                        set rows_staged = :rows, rows_created = :created, rows_updated = :updated,
                            rows_unchanged = :unchanged, rows_suspended = :suspended, rows_removed = :removed,
                            rows_duplicate = :duplicate, rows_rejected = :rejected, rows_warned = :warned
                        where id = :import
                        """)
                .param("rows", counts.rows())
                .param("created", counts.created())
                .param("updated", counts.updated())
                .param("unchanged", counts.unchanged())
                .param("suspended", counts.suspended())
                .param("removed", counts.removed())
                .param("duplicate", counts.duplicate())
                .param("rejected", counts.rejected())
                .param("warned", counts.warned())
                .param("import", importId)
                .update();
        return counts;
    }

    /**
     * Compares the plan with the learners themselves, not with anybody's counters.
     *
     * @throws IllegalStateException when a row is open, or a learner or a journal entry is missing or too many
     */
    public void prove(SisImport subject, ImportCounts counts) {
        long open = number("select count(*) from sis_stage where import_id = :import and not applied", subject);
        long learners = number(
                "select count(*) from learner where organization_id = :organization and import_id = :import", subject);
        long journal = number("select count(*) from sis_journal where import_id = :import", subject);
        long settled = counts.writes() + counts.unchanged() + counts.duplicate() + counts.rejected();
        if (open != 0 || settled != counts.rows() || learners != counts.writes() || journal != counts.writes()) {
            throw new IllegalStateException(
                    "Import %d does not add up: %d rows, %d of them settled and %d not applied; %d learners to write, %d written, %d in the journal"
                            .formatted(subject.id(), counts.rows(), settled, open, counts.writes(), learners, journal));
        }
    }

    private long number(String sql, SisImport subject) {
        return jdbc.sql(sql)
                .param("organization", subject.organizationId())
                .param("import", subject.id())
                .query(Long.class)
                .single();
    }
}
