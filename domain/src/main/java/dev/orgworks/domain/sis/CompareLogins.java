package dev.orgworks.domain.sis;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds the journal rows whose logins go back from one learner to another. */
@Component
public class CompareLogins {

    private final JdbcClient jdbc;

    CompareLogins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes the rows of a range that want a login which another learner has. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void wanted(SisImport subject, RowRange range) {
        String sql = """
                insert into sis_undo_move (import_id, row_no, learner_id, login_key, holder_id)
                select j.import_id, j.row_no, j.learner_id, j.login_key, h.id
                from %s
                where %s
                on duplicate key update holder_id = values(holder_id)
                """.formatted(
                        JournalRows.OF_RANGE + JournalRows.UNCHANGED_LEARNER + JournalRows.HOLDER,
                        JournalRows.IN_RANGE + JournalRows.WANTS_LOGIN);
        JournalRows.statement(jdbc, sql, subject, range).update();
    }

    /** Whether any row does, in a range that was looked through. */
    public boolean any(long importId) {
        return !jdbc.sql("select row_no from sis_undo_move where import_id = :import limit 1")
                .param("import", importId)
                .query(Long.class)
                .list()
                .isEmpty();
    }

    /** Notes the rows of a range by which those learners give the logins back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(SisImport subject, RowRange range) {
        String sql = """
                insert into sis_undo_move (import_id, row_no, learner_id, login_key)
                select j.import_id, j.row_no, j.learner_id, j.login_key
                from %s
                straight_join sis_undo_move m force index (sis_undo_move_holder)
                      on m.import_id = j.import_id and m.holder_id = j.learner_id
                where %s
                on duplicate key update login_key = values(login_key)
                """.formatted(JournalRows.OF_RANGE, JournalRows.IN_RANGE);
        JournalRows.statement(jdbc, sql, subject, range).update();
    }
}
