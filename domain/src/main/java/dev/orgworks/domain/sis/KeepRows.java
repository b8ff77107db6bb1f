package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.KeptRow.Why;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds the journal rows that cannot be undone, and notes why. */
@Component
class KeepRows {

    private static final String NOTE = """
            insert into sis_undo_kept (import_id, row_no, learner_id, why, holder_id)
            select j.import_id, j.row_no, j.learner_id, '%s', %s
            from %s
            where %s
            """;

    private static final RowRange ALL = new RowRange(1, Long.MAX_VALUE, 0);

    private final JdbcClient jdbc;

    KeepRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a range; what is to move together was moved before. */
    @Transactional(propagation = Propagation.MANDATORY)
    void ofRange(SisImport subject, RowRange range) {
        note(subject, range, changed(JournalRows.OF_RANGE, JournalRows.IN_RANGE));
        note(
                subject,
                range,
                NOTE.formatted(
                        Why.LOGIN_TAKEN_SINCE,
                        "h.id",
                        JournalRows.OF_RANGE + JournalRows.UNCHANGED_LEARNER + JournalRows.HOLDER,
                        JournalRows.IN_RANGE + JournalRows.WANTS_LOGIN));
    }

    /**
     * Of the rows that move together. Whoever is kept gives no login back, so those who want it are kept too; this is asked
     * until it finds no more.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void ofMoves(SisImport subject) {
        note(subject, ALL, changed(JournalRows.OF_MOVES, JournalRows.IN_MOVES));
        // somebody got the login between two changes of the import, so two learners had it before: the first one gets
        // it
        note(
                subject,
                ALL,
                NOTE.formatted(
                        Why.LOGIN_TAKEN_SINCE,
                        "min(o.learner_id)",
                        JournalRows.OF_MOVES + """
                         straight_join sis_undo_move o force index (sis_undo_move_login)
                              on o.import_id = m.import_id and o.login_key = m.login_key and o.row_no < m.row_no
                         straight_join sis_journal oj force index (primary)
                              on oj.import_id = o.import_id and oj.row_no = o.row_no and oj.undone = false
                         left join sis_undo_kept ok force index (primary) on ok.import_id = o.import_id and ok.row_no = o.row_no
                        """,
                        JournalRows.IN_MOVES + """
                         and ok.row_no is null
                        group by j.import_id, j.row_no, j.learner_id
                        """));
        String notGiven = NOTE.formatted(
                Why.LOGIN_TAKEN_SINCE,
                "h.id",
                JournalRows.OF_MOVES + JournalRows.UNCHANGED_LEARNER + JournalRows.HOLDER + """
                         left join sis_undo_move g force index (sis_undo_move_learner)
                              on g.import_id = m.import_id and g.learner_id = h.id
                         left join sis_undo_kept gk force index (primary) on gk.import_id = g.import_id and gk.row_no = g.row_no
                         left join sis_journal gj force index (primary) on gj.import_id = g.import_id and gj.row_no = g.row_no
                        """,
                JournalRows.IN_MOVES + JournalRows.WANTS_LOGIN + """
                         and (g.row_no is null or gk.row_no is not null or gj.undone or gj.login_key <=> j.login_key)
                        """);
        int found;
        do {
            found = note(subject, ALL, notGiven);
        } while (found > 0);
    }

    private static String changed(String rows, String where) {
        return NOTE.formatted(
                Why.CHANGED_SINCE,
                "null",
                rows + " left join learner l force index (primary) on l.id = j.learner_id",
                where + " and not (l.version <=> j.version_after)");
    }

    private int note(SisImport subject, RowRange range, String sql) {
        return JournalRows.statement(jdbc, sql, subject, range).update();
    }
}
