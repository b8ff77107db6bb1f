package dev.orgworks.domain.sis;

/** Where an import stands. */
public enum ImportState {
    /** The upload is on disk, the job waits for its turn. */
    QUEUED,
    /** Rows are read, checked and kept aside. */
    STAGING,
    /** Every row is compared with the live learners and gets its action. */
    PLANNING,
    /** Actions are carried out, chunk by chunk. */
    APPLYING,
    COMPLETED,
    FAILED,
    CANCELLED
}
