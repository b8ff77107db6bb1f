package dev.orgworks.domain.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A transaction's events until it commits: they are written last of all, so that the locks of their chains are the last to be
 * taken and are held for the commit only. What was recorded behind a savepoint goes when the transaction goes back to it.
 */
class PendingEvents implements TransactionSynchronization {

    /**
     * Behind whatever else writes at the end, which has a smaller number, and before what only looks on and takes the commit
     * for certain (no number): the audit may still fail it.
     */
    static final int ORDER = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PendingEvents.class);

    private final WriteEvents write;
    private final List<EventContent> events = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> savepoints = new IdentityHashMap<>();
    private boolean written;

    private PendingEvents(WriteEvents write) {
        this.write = write;
    }

    /** Those of the present transaction. */
    static PendingEvents current(WriteEvents write) {
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof PendingEvents pending) {
                return pending;
            }
        }
        PendingEvents pending = new PendingEvents(write);
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    void add(Collection<EventContent> more) {
        if (written) {
            throw new IllegalStateException("The transaction's audit is written already, at its commit");
        }
        events.addAll(more);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void savepoint(Object savepoint) {
        savepoints.put(savepoint, events.size());
    }

    /** A savepoint that is unknown here is older than all events. */
    @Override
    public void savepointRollback(Object savepoint) {
        events.subList(savepoints.getOrDefault(savepoint, 0), events.size()).clear();
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        written = true;
        write.append(events);
    }

    @Override
    public void afterCompletion(int status) {
        if (status == STATUS_COMMITTED && !written && !events.isEmpty()) {
            LOG.error("{} changes are not in the audit: they were recorded behind their commit", events.size());
        }
    }
}
