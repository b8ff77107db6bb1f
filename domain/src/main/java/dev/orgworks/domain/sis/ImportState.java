package dev.orgworks.domain.sis;

import static java.util.Map.entry;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where an import stands. What may follow what is {@link #FOLLOWERS}; the SQL of each act repeats the state it starts from.
 */
public enum ImportState {
    /** The upload is on disk, the job waits for its turn. */
    QUEUED,
    /** Rows are read, compared with the live learners and kept aside. */
    STAGING,
    /** Rows that depend on others are settled, and the plan is measured. */
    PLANNING,
    /** It was to be planned only; the plan waits to be applied, if anybody wants that. */
    PLANNED,
    /** It would shut out so many learners that the plan waits for somebody to approve it. */
    HELD,
    /** Somebody asked for the plan that waited; the job that applies it waits for its turn, or looks whether it still fits. */
    APPROVED,
    /** Actions are carried out, chunk by chunk. */
    APPLYING,
    COMPLETED,
    FAILED,
    CANCELLED,
    /** Somebody decided that the plan is not to be applied. */
    REJECTED,
    /** The plan waited so long that nobody may apply it any more. */
    EXPIRED,
    /** What was applied is taken back, chunk by chunk. */
    UNDOING,
    /** What was applied was taken back, but for learners who had changed since. */
    UNDONE;

    /** The states that may follow each state. Behind a failed or cancelled one, its job was restarted and goes on. */
    public static final Map<ImportState, Set<ImportState>> FOLLOWERS = Map.ofEntries(
            entry(QUEUED, Set.of(STAGING, FAILED, CANCELLED)),
            entry(STAGING, Set.of(PLANNING, FAILED, CANCELLED)),
            entry(PLANNING, Set.of(PLANNED, HELD, APPLYING, FAILED, CANCELLED)),
            entry(PLANNED, Set.of(APPROVED, REJECTED, CANCELLED, EXPIRED)),
            entry(HELD, Set.of(APPROVED, REJECTED, CANCELLED, EXPIRED)),
            entry(APPROVED, Set.of(APPLYING, FAILED, CANCELLED)),
            entry(APPLYING, Set.of(COMPLETED, FAILED, CANCELLED)),
            entry(COMPLETED, Set.of(UNDOING)),
            entry(FAILED, Set.of(QUEUED, STAGING, PLANNING, APPROVED, APPLYING, UNDOING)),
            entry(CANCELLED, Set.of(QUEUED, STAGING, PLANNING, APPROVED, APPLYING, UNDOING)),
            entry(REJECTED, Set.of()),
            entry(EXPIRED, Set.of()),
            entry(UNDOING, Set.of(UNDONE)),
            entry(UNDONE, Set.of()));

    /** Whether its plan waits for somebody's decision. */
    public boolean waits() {
        return this == PLANNED || this == HELD;
    }

    /** Whether nothing happens to it any more, unless its job is restarted or it is undone. */
    public boolean isFinished() {
        return switch (this) {
            case QUEUED, STAGING, PLANNING, PLANNED, HELD, APPROVED, APPLYING, UNDOING -> false;
            case COMPLETED, FAILED, CANCELLED, REJECTED, EXPIRED, UNDONE -> true;
        };
    }

    /** Whether a state may follow this one. */
    public boolean mayBecome(ImportState next) {
        return FOLLOWERS.getOrDefault(this, Set.of()).contains(next);
    }

    /** The states in which work is done or waits to be done: those that a restart can go on from. */
    static Set<ImportState> underWay() {
        return EnumSet.of(QUEUED, STAGING, PLANNING, APPROVED, APPLYING);
    }
}
