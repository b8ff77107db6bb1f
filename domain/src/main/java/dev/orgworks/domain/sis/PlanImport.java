package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.sis.RowProblem.Code;
import dev.orgworks.domain.sis.RowProblem.Severity;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives every staged row its action, set by set. Each method may be repeated: it finds the same again.
 *
 * <p>{@code absent} is the mask of the fields for which the upload has no column; what the reader put there instead is
 * for new learners only.
 */
@Component
public class PlanImport {

    /** The number of the one problem that planning finds in a row; the reader's are 0, 1, 2 … */
    private static final int PLANNED_PROBLEM = 1_000;

    private static final String REJECTED_WITHOUT_ERROR = """
            s.action = 'REJECTED' and s.external_key is not null
            and not exists (select 1 from sis_problem p
                            where p.import_id = s.import_id and p.row_no = s.row_no and p.severity = 'ERROR')
            """;

    /** Rows that bring a removed learner back. */
    private static final String REVIVING = """
             from sis_stage s join learner l on l.id = s.learner_id
            where s.import_id = :import and s.row_no >= :first and s.row_no <= :last and not s.applied
              and s.action = 'UPDATE' and l.status = 'REMOVED' and %s <> 'REMOVED'
            """.formatted(RosterSql.NEW_STATUS);

    private final JdbcClient jdbc;
    private final JdbcOperations batches;

    PlanImport(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Rows of one id: all the same, then the first counts and the others are DUPLICATE; else all are REJECTED. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settleRepeatedIds(long importId) {
        jdbc.sql("""
                        update sis_stage s
                        join (select i.external_key, count(distinct r.row_hash) as variants, min(r.row_no) as first_row
                              from (select external_key from sis_stage
                                    where import_id = :import and external_key is not null
                                    group by external_key having count(*) > 1) i
                              join sis_stage r on r.import_id = :import and r.external_key = i.external_key
                              group by i.external_key) repeated on repeated.external_key = s.external_key
                        set s.action = case when repeated.variants > 1 then 'REJECTED'
                                            when s.row_no > repeated.first_row then 'DUPLICATE'
                                            else s.action end,
                            s.learner_id = null
                        where s.import_id = :import
                        """).param("import", importId).update();
        note(importId, Severity.ERROR, Code.CONFLICTING_ROWS, "s.action = 'REJECTED' and s.external_key is not null");
        note(importId, Severity.WARNING, Code.REPEATED_ROW, "s.action = 'DUPLICATE'");
    }

    /** Rows of different ids with one login: all are REJECTED. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rejectRepeatedLogins(long importId) {
        jdbc.sql("""
                        update sis_stage s
                        join (select i.login_key
                              from (select login_key from sis_stage
                                    where import_id = :import and login_key is not null
                                    group by login_key having count(*) > 1) i
                              join sis_stage r on r.import_id = :import and r.login_key = i.login_key and r.action is null
                              group by i.login_key having count(distinct r.external_key) > 1) repeated
                          on repeated.login_key = s.login_key
                        set s.action = 'REJECTED'
                        where s.import_id = :import and s.action is null
                        """).param("import", importId).update();
        note(importId, Severity.ERROR, Code.CONFLICTING_LOGINS, REJECTED_WITHOUT_ERROR);
    }

    /** Compares the rows of a range with the live learners. Settled rows (repeated, rejected) stay as they are. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void compare(SisImport subject, int absent, RowRange range) {
        jdbc.sql("""
                        update sis_stage s
                        left join learner l on l.organization_id = :organization and l.external_key = s.external_key
                        set s.learner_id = l.id,
                            s.learner_version = l.version,
                            s.action = case
                                when l.id is null then case when s.status = 'REMOVED' then 'UNCHANGED' else 'CREATE' end
                                when %1$s then 'UNCHANGED'
                                when %2$s = 'REMOVED' and l.status <> 'REMOVED' then 'REMOVE'
                                when %2$s = 'SUSPENDED' and l.status = 'ACTIVE' then 'SUSPEND'
                                else 'UPDATE' end
                        where s.import_id = :import and s.row_no >= :first and s.row_no <= :last and not s.applied
                          and s.external_key is not null
                          and (s.action is null or s.action not in ('REJECTED', 'DUPLICATE'))
                        """.formatted(RosterSql.SAME, RosterSql.NEW_STATUS))
                .param("organization", subject.organizationId())
                .param("import", subject.id())
                .param("absentFields", absent)
                .param("first", range.first())
                .param("last", range.last())
                .update();
        takeKeptLoginsUpAgain(subject, absent, range);
    }

    /** A removed learner gave his login's key up; if he keeps the login he needs the key again, unless another row has it. */
    private void takeKeptLoginsUpAgain(SisImport subject, int absent, RowRange range) {
        record Wanted(long row, String loginKey) {}
        List<Wanted> wanted = statement(
                        "select s.row_no, s.login_key, case when " + RosterSql.LOGIN_KEPT
                                + " then l.login else s.login end as login" + REVIVING,
                        subject,
                        absent)
                .param("first", range.first())
                .param("last", range.last())
                .query((rs, rowNumber) -> {
                    String loginKey = LearnerKeys.loginKey(rs.getString("login"));
                    return loginKey.equals(rs.getString("login_key"))
                            ? Optional.<Wanted>empty()
                            : Optional.of(new Wanted(rs.getLong("row_no"), loginKey));
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                "update sis_stage set login_key = ? where import_id = ? and row_no = ?",
                wanted,
                wanted.size(),
                (update, row) -> {
                    update.setString(1, row.loginKey());
                    update.setLong(2, subject.id());
                    update.setLong(3, row.row());
                });
        statement(
                        "update sis_stage t join (select s.row_no" + REVIVING + " and " + RosterSql.LOGIN_KEPT + """
                          and exists (select 1 from sis_stage o
                                      where o.import_id = s.import_id and o.login_key = s.login_key and o.row_no <> s.row_no
                                        and (o.action is null or o.action not in ('REJECTED', 'DUPLICATE')))
                        ) r on r.row_no = t.row_no set t.action = 'REJECTED' where t.import_id = :import
                        """,
                        subject,
                        absent)
                .param("first", range.first())
                .param("last", range.last())
                .update();
    }

    /**
     * Rows whose login another learner has: they move together with the row that frees it, or are REJECTED when none
     * does. A rejected row frees nothing, so this is repeated until no more are rejected.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settleLogins(SisImport subject, int absent) {
        String wanting = """
                from sis_stage s
                left join learner l on l.id = s.learner_id
                join learner holder on holder.organization_id = :organization and holder.login_key = s.login_key
                                   and holder.id <> coalesce(s.learner_id, 0)
                where s.import_id = :import and not s.applied
                  and (s.action = 'CREATE'
                       or (s.action in ('UPDATE', 'SUSPEND') and %s <> 'REMOVED' and (l.status = 'REMOVED' or not (%s))))
                """.formatted(RosterSql.NEW_STATUS, RosterSql.LOGIN_KEPT);
        String freeing = """
                select f.row_no from sis_stage f join learner fl on fl.id = f.learner_id
                where f.import_id = :import and f.learner_id = %s and not f.applied
                  and (f.action = 'REMOVE'
                       or (f.action in ('UPDATE', 'SUSPEND') and f.login_key <> fl.login_key
                           and not (((fl.manual_fields | :absentFields) & %d) <> 0)))
                """;
        int loginBit = LearnerField.LOGIN.bit();
        int rejected;
        do {
            rejected = statement(
                            "update sis_stage t join (select s.row_no as wanting_row " + wanting + " and not exists ("
                                    + freeing.formatted("holder.id", loginBit)
                                    + ")) w on w.wanting_row = t.row_no set t.action = 'REJECTED'"
                                    + " where t.import_id = :import",
                            subject,
                            absent)
                    .update();
        } while (rejected > 0);
        statement(
                        "update sis_stage t join (select s.row_no as wanting_row, holder.id as holder_id " + wanting
                                + ") w on w.wanting_row = t.row_no or w.holder_id = t.learner_id"
                                + " set t.login_move = true where t.import_id = :import and t.action in"
                                + " ('CREATE', 'UPDATE', 'SUSPEND', 'REMOVE')",
                        subject,
                        absent)
                .update();
        note(subject.id(), Severity.ERROR, Code.LOGIN_TAKEN, REJECTED_WITHOUT_ERROR);
    }

    /** Notes a problem of all rows of a kind, behind those that the reader found; again changes nothing. */
    private void note(long importId, Severity severity, Code code, String rows) {
        jdbc.sql("""
                        insert ignore into sis_problem
                            (import_id, row_no, seq, severity, code, line_no, byte_offset, column_name, message)
                        select s.import_id, s.row_no, :seq, :severity, :code, s.line_no, s.byte_offset, null, :message
                        from sis_stage s where s.import_id = :import and %s
                        """.formatted(rows))
                .param("seq", PLANNED_PROBLEM)
                .param("severity", severity.name())
                .param("code", code.name())
                .param("message", code.pattern())
                .param("import", importId)
                .update();
    }

    private JdbcClient.StatementSpec statement(String sql, SisImport subject, int absent) {
        return jdbc.sql(sql)
                .param("organization", subject.organizationId())
                .param("import", subject.id())
                .param("absentFields", absent);
    }
}
