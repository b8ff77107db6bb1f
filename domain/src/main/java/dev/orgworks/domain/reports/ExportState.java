package dev.orgworks.domain.reports;

/** Where an export stands. */
public enum ExportState {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    /** It was completed, and its file has been deleted since. */
    EXPIRED;

    /** Whether it can still become {@link #COMPLETED} by itself. */
    public boolean isUnderWay() {
        return this == QUEUED || this == RUNNING;
    }
}
