package dev.orgworks.jobs.engine;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What one slice draws. The item whose chunk did not commit is given again when the slice is begun again. */
final class DrawnReader<T> implements ItemStreamReader<T> {

    private final DrawnItems<T> source;
    private final SharedStop stop;
    private @Nullable StepExecution slice;
    private @Nullable T held;
    private boolean again;

    DrawnReader(DrawnItems<T> source, SharedStop stop) {
        this.source = source;
        this.stop = stop;
    }

    /** The slice begins, or goes on, as this execution. */
    void continues(StepExecution execution) {
        slice = execution;
    }

    @Override
    public void open(ExecutionContext context) {
        again = held != null;
    }

    @Override
    public @Nullable T read() throws Exception {
        if (again) {
            again = false;
            return held;
        }
        held = next();
        if (held == null && stop.isStopped() && slice != null) {
            // the source was closed: this is not the end, and the step is not done
            slice.setTerminateOnly();
        }
        return held;
    }

    @Override
    public void update(ExecutionContext context) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    held = null;
                }
            });
        }
    }

    private @Nullable T next() throws Exception {
        try {
            return source.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.stop();
            return null;
        } catch (Exception e) {
            if (stop.isStopped()) {
                return null;
            }
            throw e;
        }
    }
}
