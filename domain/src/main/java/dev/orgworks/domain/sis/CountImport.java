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
    public ImportCounts count(SisImport subject) {
        Map<RowAction, Long> actions = new EnumMap<>(RowAction.class);
        jdbc.sql("select action, count(*) as n from sis_stage where import_id = :import group by action")
                .param("import", subject.id())
                .query(rs -> {
                    actions.put(RowAction.valueOf(rs.getString("action")), rs.getLong("n"));
                });
        long rows = number("select coalesce(max(last_row), 0) from sis_unit where import_id = :import", subject);
        long blank = number("select coalesce(max(blank_end), 0) from sis_unit where import_id = :import", subject);
        long missing = jdbc.sql("select count(*) from sis_stage where import_id = :import and row_no > :rows")
                .param("import", subject.id())
                .param("rows", rows)
                .query(Long.class)
                .single();
        long warned = number(
                "select count(distinct row_no) from sis_problem where import_id = :import and severity = 'WARNING'",
                subject);
        // rows that change nothing are not staged, but for those that show what was edited by hand
        actions.remove(RowAction.UNCHANGED);
        long staged = actions.values().stream().mapToLong(Long::longValue).sum();
        var counts = new ImportCounts(
                rows,
                blank,
                actions.getOrDefault(RowAction.CREATE, 0L),
                actions.getOrDefault(RowAction.UPDATE, 0L),
                rows + missing - staged,
                actions.getOrDefault(RowAction.SUSPEND, 0L),
                actions.getOrDefault(RowAction.REMOVE, 0L),
                actions.getOrDefault(RowAction.DUPLICATE, 0L),
                actions.getOrDefault(RowAction.REJECTED, 0L),
                missing,
                warned);
        jdbc.sql("""
                        update sis_import
                        set rows_staged = :rows, rows_blank = :blank, rows_created = :created, rows_updated = :updated,
                            rows_unchanged = :unchanged, rows_suspended = :suspended, rows_removed = :removed,
                            rows_duplicate = :duplicate, rows_rejected = :rejected, rows_missing = :missing,
                            rows_warned = :warned
                        where id = :import
                        """).params(counts.asMap()).param("import", subject.id()).update();
        return counts;
    }

    /**
     * Compares the plan with the upload, the journal and the learners themselves, not with anybody's counters.
     *
     * @throws IllegalStateException when the upload was not read to its end, or a learner or a journal entry is missing or
     *     one too many
     */
    public void prove(SisImport subject, ImportCounts counts) {
        long read = number(
                "select coalesce(sum(last_row - first_row + 1), 0) from sis_unit where import_id = :import", subject);
        long bytes = number("select coalesce(max(byte_end), 0) from sis_unit where import_id = :import", subject);
        long journal = number("select count(*) from sis_journal where import_id = :import", subject);
        long created = subject.firstLearner() == null ? 0 : number("""
                        select count(*) from learner force index (primary)
                        where id > :firstLearner and id <= :firstLearner + :rows and import_id = :import
                          and organization_id = :organization
                        """, subject);
        long changed = number("""
                select count(*) from sis_journal j
                straight_join learner l force index (primary) on l.id = j.learner_id
                where j.import_id = :import and j.action <> 'CREATE'
                  and l.import_id = :import and l.version >= j.version_after and l.organization_id = :organization
                """, subject);
        long end = subject.facts() == null ? 0 : subject.facts().bytes();
        if (read != counts.rows()
                || bytes != end
                || journal != counts.writes()
                || created != counts.created()
                || changed != counts.writes() - counts.created()) {
            throw new IllegalStateException(
                    ("Import %d does not add up: %d rows, %d of them staged; %d bytes, %d of them read; %d learners to"
                                    + " create, %d created; %d to change, %d changed; %d in the journal")
                            .formatted(
                                    subject.id(),
                                    counts.rows(),
                                    read,
                                    end,
                                    bytes,
                                    counts.created(),
                                    created,
                                    counts.writes() - counts.created(),
                                    changed,
                                    journal));
        }
    }

    private long number(String sql, SisImport subject) {
        return jdbc.sql(sql)
                .param("organization", subject.organizationId())
                .param("import", subject.id())
                .param("firstLearner", subject.firstLearner())
                .param("rows", subject.counts().rows())
                .query(Long.class)
                .single();
    }
}
