package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.util.Arrays;
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
 * Takes back what an import wrote: learners and journal change in the caller's one transaction, or not at all.
 *
 * <p>Only a learner who is as the import left him is taken back, to all that he was, his version included; one whom it
 * created is deleted. The others are kept, and noted.
 */
@Component
public class UndoImport {

    /** How often a range is looked through again when somebody takes a login meanwhile. */
    private static final int ATTEMPTS = 3;

    private static final String BEFORE = Arrays.stream(LearnerField.values())
            .map(field -> "l.%1$s = j.%1$s".formatted(field.column()))
            .collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final KeepRows keep;
    private final TransactionTemplate savepoint;

    UndoImport(JdbcClient jdbc, KeepRows keep, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keep = keep;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Undoes the rows whose logins go back from one learner to another, all in this transaction: first the logins are
     * freed, then set.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moveLogins(SisImport subject) {
        undo(new Scope(subject, new RowRange(1, Long.MAX_VALUE, 0), true));
    }

    /** Undoes the other rows of a range. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void undo(SisImport subject, RowRange range) {
        undo(new Scope(subject, range, false));
    }

    private void undo(Scope scope) {
        for (int attempt = 1; ; attempt++) {
            try {
                savepoint.executeWithoutResult(status -> write(scope));
                return;
            } catch (DuplicateKeyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void write(Scope scope) {
        scope.lock();
        if (scope.moves) {
            keep.ofMoves(scope.subject);
        } else {
            keep.ofRange(scope.subject, scope.range);
        }
        int deleted = scope.update("delete l from %s where %s and j.action = 'CREATE'");
        if (scope.moves) {
            scope.update("update %s set l.login_key = null where %s");
        }
        int restored = scope.update("""
                update %%s
                set %s, l.login_key = j.login_key, l.manual_fields = coalesce(j.manual_fields, l.manual_fields),
                    l.import_id = j.import_before, l.updated_at = j.updated_before,
                    l.top_version = greatest(j.version_after, coalesce(l.top_version, 0)), l.version = j.version_before
                where %%s and j.action <> 'CREATE'
                """.formatted(BEFORE));
        int marked = scope.mark();
        if (deleted + restored != marked) {
            throw new IllegalStateException(
                    "Import %d, rows %d to %d: %d journal rows to undo, %d learners deleted and %d taken back"
                            .formatted(
                                    scope.subject.id(),
                                    scope.range.first(),
                                    scope.range.last(),
                                    marked,
                                    deleted,
                                    restored));
        }
    }

    /** What every statement of one transaction shares. */
    private final class Scope {

        private final SisImport subject;
        private final RowRange range;
        private final boolean moves;
        private final String rows;
        private final String where;

        Scope(SisImport subject, RowRange range, boolean moves) {
            this.subject = subject;
            this.range = range;
            this.moves = moves;
            this.rows = moves ? JournalRows.OF_MOVES : JournalRows.OF_RANGE;
            this.where = moves ? JournalRows.IN_MOVES : JournalRows.IN_RANGE;
        }

        /** Who is to be taken back stays as he is until that is done. */
        void lock() {
            statement("select count(*) from %s where %s for update".formatted(rows + JournalRows.ANY_LEARNER, where))
                    .query(Long.class)
                    .single();
        }

        int update(String sql) {
            return statement(sql.formatted(rows + JournalRows.UNCHANGED_LEARNER, where))
                    .update();
        }

        int mark() {
            return statement("update %s set j.undone = true where %s".formatted(rows, where))
                    .update();
        }

        private JdbcClient.StatementSpec statement(String sql) {
            return JournalRows.statement(jdbc, sql, subject, range);
        }
    }
}
