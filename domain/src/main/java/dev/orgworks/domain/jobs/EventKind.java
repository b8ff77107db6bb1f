package dev.orgworks.domain.jobs;

/** What a {@link JobEvent} tells of. */
public enum EventKind {
    /** The run changed its state. */
    STATE,
    /** It came forward: phase, done, total. */
    PROGRESS,
    /** A line for people. */
    LOG
}
