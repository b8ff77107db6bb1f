package dev.orgworks.domain.sis;

import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries the plan out: learners, journal and the rows' marks change in the caller's one transaction, or not at all.
 *
 * <p>Learners that changed since they were planned are planned again first, under their locks; so the plan that is
 * carried out is always one of the present state.
 */
@Component
public class ApplyImport {

    private static final String OPEN = """
             s.import_id = :import and s.row_no >= :first and s.row_no <= :last and not s.applied and s.login_move = :moves
            """;

    private final JdbcClient jdbc;
    private final PlanImport plan;
    private final InstantSource clock;
    private final TransactionTemplate savepoint;

    ApplyImport(JdbcClient jdbc, PlanImport plan, InstantSource clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.plan = plan;
        this.clock = clock;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Applies the rows whose logins go from one learner to another, all in this transaction: first the logins are freed,
     * then taken. Chains and swaps are no more than that.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moveLogins(SisImport subject, int absent, RowRange whole) {
        apply(subject, absent, whole, true);
    }

    /** Applies the other rows of a range. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(SisImport subject, int absent, RowRange range) {
        apply(subject, absent, range, false);
    }

    private void apply(SisImport subject, int absent, RowRange range, boolean moves) {
        if (lockAndCountStale(subject, range, moves) > 0) {
            plan.compare(subject, absent, range);
            plan.settleLogins(subject, absent);
        }
        Scope scope = new Scope(subject, absent, range, moves);
        try {
            savepoint.executeWithoutResult(status -> write(scope));
        } catch (DuplicateKeyException e) {
            // a learner whom no row is about took a login since the plan
            plan.settleLogins(subject, absent);
            write(scope);
        }
    }

    private void write(Scope scope) {
        SisImport subject = scope.subject;
        int journaled = scope.update("""
                insert into sis_journal (import_id, row_no, learner_id, action, version_before, version_after, login_key,
                                         external_id, login, status, import_before, updated_before, %s)
                select s.import_id, s.row_no, l.id, s.action, l.version, l.version + 1, l.login_key,
                       l.external_id, l.login, l.status, l.import_id, l.updated_at, %s
                from sis_stage s join learner l on l.id = s.learner_id
                where s.action in ('UPDATE', 'SUSPEND', 'REMOVE') and %s
                """.formatted(RosterSql.columns(""), RosterSql.columns("l."), OPEN));
        if (scope.moves) {
            scope.update("""
                    update learner l join sis_stage s on s.learner_id = l.id
                    set l.login_key = null
                    where s.action in ('UPDATE', 'SUSPEND', 'REMOVE') and %s
                    """.formatted(OPEN));
        }
        if (journaled > 0) {
            int updated = updateLearners(scope);
            if (updated != journaled) {
                throw new IllegalStateException("Import " + subject.id() + ": " + journaled
                        + " learners to change, but " + updated + " changed");
            }
        }
        createLearners(scope);
        scope.update("update sis_stage s set s.applied = true where " + OPEN);
    }

    /** Locks the learners that the rows are about, and counts the rows whose plan they have outgrown. */
    private long lockAndCountStale(SisImport subject, RowRange range, boolean moves) {
        return new Scope(subject, 0, range, moves).count("""
                select count(case when not (l.id <=> s.learner_id and l.version <=> s.learner_version) then 1 end)
                from sis_stage s
                left join learner l on l.organization_id = :organization and l.external_key = s.external_key
                where s.action in ('CREATE', 'UPDATE', 'SUSPEND', 'REMOVE', 'UNCHANGED') and %s
                for update
                """.formatted(OPEN));
    }

    private static int updateLearners(Scope scope) {
        int updated = scope.update("""
                update learner l join sis_stage s on s.learner_id = l.id
                set %1$s,
                    l.login_key = case when %2$s = 'REMOVED' then null
                                       when %3$s then coalesce(l.login_key, s.login_key)
                                       else s.login_key end,
                    l.login = case when %3$s then l.login else s.login end,
                    l.status = %2$s,
                    l.import_id = s.import_id,
                    l.version = l.version + 1,
                    l.updated_at = :now
                where s.action in ('UPDATE', 'SUSPEND', 'REMOVE') and %4$s
                """.formatted(RosterSql.SET_FREE, RosterSql.NEW_STATUS, RosterSql.LOGIN_KEPT, OPEN));
        return updated;
    }

    private static void createLearners(Scope scope) {
        scope.update("""
                insert into learner (organization_id, external_key, login_key, external_id, login, status, import_id,
                                     created_at, updated_at, %s)
                select :organization, s.external_key, s.login_key, s.external_id, s.login, s.status, s.import_id,
                       :now, :now, %s
                from sis_stage s
                where s.action = 'CREATE' and %s
                order by s.external_key
                """.formatted(RosterSql.columns(""), RosterSql.createdValues(), OPEN));
        scope.update("""
                insert into sis_journal (import_id, row_no, learner_id, action, version_after)
                select s.import_id, s.row_no, l.id, s.action, l.version
                from sis_stage s
                join learner l on l.organization_id = :organization and l.external_key = s.external_key
                where s.action = 'CREATE' and %s
                """.formatted(OPEN));
    }

    /** What every statement of one application shares. */
    private final class Scope {

        private final SisImport subject;
        private final int absent;
        private final RowRange range;
        private final boolean moves;
        private final Timestamp now = Timestamp.from(clock.instant());

        Scope(SisImport subject, int absent, RowRange range, boolean moves) {
            this.subject = subject;
            this.absent = absent;
            this.range = range;
            this.moves = moves;
        }

        int update(String sql) {
            return statement(sql).update();
        }

        long count(String sql) {
            return statement(sql).query(Long.class).single();
        }

        private JdbcClient.StatementSpec statement(String sql) {
            return jdbc.sql(sql)
                    .param("organization", subject.organizationId())
                    .param("import", subject.id())
                    .param("absentFields", absent)
                    .param("first", range.first())
                    .param("last", range.last())
                    .param("moves", moves)
                    .param("now", now);
        }
    }
}
