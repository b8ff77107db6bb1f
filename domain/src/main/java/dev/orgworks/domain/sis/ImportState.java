package dev.orgworks.domain.sis;

/** Where an import stands. */
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
    /** Actions are carried out, chunk by chunk. */
    APPLYING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether its plan waits for somebody's decision. */
    public boolean waits() {
        return this == PLANNED || this == HELD;
    }
}
