package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries the plan out: learners and journal change in the caller's one transaction, or not at all.
 *
 * <p>A learner is written only while he has the version that his row was compared with. If one does not, or somebody took an
 * id or a login meanwhile, nothing of the range is written; its rows are decided again and then written. So what is carried
 * out is always a plan of the present state.
 */
@Component
public class ApplyImport {

    /** How often rows are decided again when learners go on changing. */
    private static final int ATTEMPTS = 3;

    private static final String OPEN = """
            s.import_id = :import and s.row_no >= :first and s.row_no <= :last and s.moves = :moves
            """;

    private static final String CHANGES = OPEN + " and s.action in ('UPDATE', 'SUSPEND', 'REMOVE')";

    /*
     * How the tables are joined is said and not left to the optimizer: between a big import and the next one its statistics
     * may still hold the table for empty, and a scan of all learners for each staged row takes hours.
     */
    private static final String STAGED_WITH_LIVE = """
            sis_stage s force index (primary)
            straight_join learner l force index (primary) on l.id = s.learner_id and l.version = s.learner_version
            """;

    private final JdbcClient jdbc;
    private final SettleLogins logins;
    private final RefreshStage refresh;
    private final InstantSource clock;
    private final TransactionTemplate savepoint;

    ApplyImport(
            JdbcClient jdbc,
            SettleLogins logins,
            RefreshStage refresh,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.logins = logins;
        this.refresh = refresh;
        this.clock = clock;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Learners that changed since their rows were compared with them. */
    private static final class OutgrownException extends RuntimeException {

        private static final long serialVersionUID = 1;

        OutgrownException(String message) {
            super(message);
        }
    }

    /**
     * Applies the rows whose logins go from one learner to another, all in this transaction: first the logins are freed,
     * then taken. Chains and swaps are no more than that.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moveLogins(SisImport subject) {
        if (logins.anyMoves(subject.id())) {
            apply(subject, new RowRange(1, Long.MAX_VALUE, 0), true);
        }
    }

    /** Applies the other rows of a range. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(SisImport subject, RowRange range) {
        apply(subject, range, false);
    }

    private void apply(SisImport subject, RowRange range, boolean moves) {
        Scope scope = new Scope(subject, range, moves);
        for (int attempt = 1; ; attempt++) {
            try {
                savepoint.executeWithoutResult(status -> write(scope));
                return;
            } catch (DuplicateKeyException | OutgrownException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                refresh.refresh(subject, range, moves);
            }
        }
    }

    private static void write(Scope scope) {
        int expected = scope.count("select count(*) from sis_stage s where " + CHANGES);
        if (expected > 0) {
            change(scope, expected);
        }
        create(scope);
        if (scope.moves) {
            scope.update("update sis_stage s set s.moves = 2 where " + OPEN);
        }
    }

    /** The organization is locked once, instead of being looked up for each row. */
    private static void create(Scope scope) {
        scope.count("select count(*) from organization where id = :organization lock in share mode");
        int created;
        scope.update("set foreign_key_checks = 0");
        try {
            created = scope.update("""
                    insert into learner (id, organization_id, external_key, login_key, external_id, login, status, import_id,
                                         version, created_at, updated_at, %1$s)
                    select :firstLearner + s.row_no, :organization, s.external_key, s.login_key, s.external_id, s.login,
                           s.status, :import, 1, :now, :now, %2$s
                    from sis_stage s force index (primary)
                    where %3$s and s.action = 'CREATE'
                    """.formatted(columns(""), columns("s."), OPEN));
        } finally {
            scope.update("set foreign_key_checks = 1");
        }
        if (created > 0) {
            scope.update("""
                    insert into sis_journal (import_id, row_no, learner_id, action, version_after)
                    select s.import_id, s.row_no, :firstLearner + s.row_no, s.action, 1
                    from sis_stage s force index (primary)
                    where %s and s.action = 'CREATE'
                    """.formatted(OPEN));
        }
    }

    private static void change(Scope scope, int expected) {
        scope.expect(expected, """
                insert into sis_journal (import_id, row_no, learner_id, action, version_before, version_after, login_key,
                                         external_id, login, status, manual_fields, import_before, updated_before, %1$s)
                select s.import_id, s.row_no, l.id, s.action, l.version,
                       greatest(l.version, coalesce(l.top_version, 0)) + 1, l.login_key, l.external_id,
                       l.login, l.status, l.manual_fields, l.import_id, l.updated_at, %2$s
                from %3$s
                where %4$s
                """.formatted(columns(""), columns("l."), STAGED_WITH_LIVE, CHANGES));
        if (scope.moves) {
            scope.expect(
                    expected,
                    "update %s set l.login_key = null, l.updated_at = :now where %s"
                            .formatted(STAGED_WITH_LIVE, CHANGES));
        }
        scope.expect(expected, """
                update %s
                set %s, l.login_key = s.login_key, l.login = s.login, l.status = s.status,
                    l.manual_fields = s.manual_fields, l.import_id = s.import_id,
                    l.version = greatest(l.version, coalesce(l.top_version, 0)) + 1, l.updated_at = :now
                where %s
                """.formatted(
                        STAGED_WITH_LIVE, free(field -> "l.%1$s = s.%1$s".formatted(field.column())), CHANGES));
    }

    /** The columns of the fields that follow no rules of their own. */
    private static String columns(String prefix) {
        return free(field -> prefix + field.column());
    }

    private static String free(Function<LearnerField, String> part) {
        return EnumSet.complementOf(EnumSet.of(LearnerField.EXTERNAL_ID, LearnerField.LOGIN, LearnerField.STATUS))
                .stream()
                .map(part)
                .collect(Collectors.joining(", "));
    }

    /** What every statement of one application shares. */
    private final class Scope {

        private final SisImport subject;
        private final RowRange range;
        private final boolean moves;
        private final Timestamp now = Timestamp.from(clock.instant());

        Scope(SisImport subject, RowRange range, boolean moves) {
            this.subject = subject;
            this.range = range;
            this.moves = moves;
        }

        int update(String sql) {
            return statement(sql).update();
        }

        void expect(int expected, String sql) {
            int done = update(sql);
            if (done != expected) {
                throw new OutgrownException(
                        "Import %d, rows %d to %d: %d learners to change, %d are as they were compared"
                                .formatted(subject.id(), range.first(), range.last(), expected, done));
            }
        }

        int count(String sql) {
            return statement(sql).query(Integer.class).single();
        }

        private JdbcClient.StatementSpec statement(String sql) {
            return jdbc.sql(sql)
                    .param("organization", subject.organizationId())
                    .param("import", subject.id())
                    .param("firstLearner", subject.firstLearner())
                    .param("first", range.first())
                    .param("last", range.last())
                    .param("moves", moves ? 1 : 0)
                    .param("now", now);
        }
    }
}
