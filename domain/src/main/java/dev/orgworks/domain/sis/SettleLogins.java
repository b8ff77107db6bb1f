package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RowProblem.Code;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Settles who gets a login that another learner has: the row moves together with the row that frees it, or is REJECTED when
 * none does. May be repeated: it finds the same again.
 */
@Component
public class SettleLogins {

    private static final int ROWS = 5_000;

    /** Rows that come back with a login which the file does not say, and which another row takes. */
    private static final String CLAIMED_BY_ANOTHER = """
            select c.row_no, c.line_no, c.byte_offset
            from sis_contest t
            straight_join sis_stage s force index (primary)
                  on s.import_id = t.import_id and s.row_no <> t.row_no and s.login_key = t.login_key
                 and s.action not in ('REJECTED', 'DUPLICATE')
            straight_join sis_stage c force index (primary) on c.import_id = t.import_id and c.row_no = t.row_no
            where t.import_id = :import and t.kind = 'TAKES'
            limit :limit
            """;

    /** Rows whose login nobody frees. A rejected row frees none, so this is asked until it finds no more. */
    private static final String NOT_FREED = """
            select s.row_no, s.line_no, s.byte_offset
            from sis_contest h
            left join sis_contest g force index (sis_contest_learner)
                   on g.import_id = h.import_id and g.kind = 'GIVES' and g.another_learner = h.another_learner
            straight_join sis_stage s force index (primary) on s.import_id = h.import_id and s.row_no = h.row_no
            where h.import_id = :import and h.kind = 'HELD' and g.row_no is null
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final WriteStage write;

    SettleLogins(JdbcClient jdbc, WriteStage write) {
        this.jdbc = jdbc;
        this.write = write;
    }

    /** Settles all rows of an import that wait for a login. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(long importId) {
        if (any(importId, Contest.TAKES)) {
            reject(importId, CLAIMED_BY_ANOTHER);
        }
        if (any(importId, Contest.HELD)) {
            reject(importId, NOT_FREED);
            moveTogether(importId);
        }
    }

    /** Whether any rows of an import move together. */
    boolean anyMoves(long importId) {
        return any(importId, Contest.HELD);
    }

    private boolean any(long importId, Contest kind) {
        return !jdbc.sql("select row_no from sis_contest where import_id = :import and kind = :kind limit 1")
                .param("import", importId)
                .param("kind", kind.name())
                .query(Long.class)
                .list()
                .isEmpty();
    }

    private void reject(long importId, String rows) {
        List<Position> places;
        do {
            places = jdbc
                    .sql(rows)
                    .param("import", importId)
                    .param("limit", ROWS)
                    .query((rs, index) -> new Position(rs.getLong(3), rs.getLong(2), rs.getLong(1), 0))
                    .stream()
                    .distinct()
                    .toList();
            if (!places.isEmpty()) {
                write.settle(importId, places, RowAction.REJECTED, Code.LOGIN_TAKEN.error(null));
            }
        } while (!places.isEmpty());
    }

    private void moveTogether(long importId) {
        jdbc.sql("""
                        update sis_contest h
                        straight_join sis_stage s force index (primary) on s.import_id = h.import_id and s.row_no = h.row_no
                        set s.moves = 1
                        where h.import_id = :import and h.kind = 'HELD' and s.moves = 0
                        """).param("import", importId).update();
        jdbc.sql("""
                        update sis_contest h
                        straight_join sis_contest g force index (sis_contest_learner)
                              on g.import_id = h.import_id and g.kind = 'GIVES' and g.another_learner = h.another_learner
                        straight_join sis_stage s force index (primary) on s.import_id = g.import_id and s.row_no = g.row_no
                        set s.moves = 1
                        where h.import_id = :import and h.kind = 'HELD' and s.moves = 0
                        """).param("import", importId).update();
    }
}
