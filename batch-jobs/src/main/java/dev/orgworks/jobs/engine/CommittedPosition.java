package dev.orgworks.jobs.engine;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes the position in the context back when the chunk's transaction does not come as far as its commit. Spring Batch 6.0.4
 * moves it before it writes it to the database; if that write fails (a lost connection, a lock that timed out), it stores the
 * position once more when it ends the step, now without the chunk: a restart would skip it.
 *
 * <p>From the commit on nothing is taken back: if it fails, the step's version does not match any more and nothing is stored.
 */
final class CommittedPosition<T> implements ItemStreamReader<T> {

    private final ItemStreamReader<T> reader;

    CommittedPosition(ItemStreamReader<T> reader) {
        this.reader = reader;
    }

    @Override
    public void open(ExecutionContext context) {
        reader.open(context);
    }

    @Override
    public @Nullable T read() throws Exception {
        return reader.read();
    }

    @Override
    public void update(ExecutionContext context) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TakenBack(context));
        }
        reader.update(context);
    }

    @Override
    public void close() {
        reader.close();
    }

    private static final class TakenBack implements TransactionSynchronization {

        private final ExecutionContext context;
        private final Map<String, Object> before;
        private boolean commits;

        TakenBack(ExecutionContext context) {
            this.context = context;
            this.before = Map.copyOf(context.toMap());
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            commits = true;
        }

        @Override
        public void afterCompletion(int status) {
            if (!commits) {
                Set.copyOf(context.toMap().keySet()).forEach(context::remove);
                before.forEach(context::put);
            }
        }
    }
}
