package dev.orgworks.domain.jobs;

import java.util.Map;
import java.util.Set;

/** Where a run stands. What may follow what is {@link #FOLLOWERS}; the SQL of each act repeats the state it starts from. */
public enum RunState {
    /** Waits for its turn, a free thread, or the time before which it must not start. */
    QUEUED,
    RUNNING,
    /** Somebody asked it to stop; it stops at the next edge of a chunk. */
    CANCELLING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The states that may follow each state. QUEUED follows RUNNING when a node drains or an attempt is repeated. */
    public static final Map<RunState, Set<RunState>> FOLLOWERS = Map.of(
            QUEUED, Set.of(RUNNING, CANCELLED),
            RUNNING, Set.of(COMPLETED, FAILED, CANCELLING, QUEUED),
            CANCELLING, Set.of(CANCELLED, COMPLETED, FAILED),
            COMPLETED, Set.of(),
            FAILED, Set.of(QUEUED),
            CANCELLED, Set.of(QUEUED));

    public boolean isFinished() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
