package dev.orgworks.domain.jobs;

/** How an attempt at a run ended. Only {@link #FAILED} ones count towards the number after which a run is given up. */
public enum AttemptOutcome {
    COMPLETED,
    FAILED,
    /** At the edge of a chunk, since its node was about to go. */
    STOPPED,
    /** Its node died; another attempt took over. */
    TAKEN_OVER,
    CANCELLED
}
