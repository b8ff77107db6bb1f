package dev.orgworks.domain.users;

/** What a caller may do, each role more than the one before. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Reads, imports rosters, edits learners, cancels and restarts jobs. */
    MANAGER,
    /** All that, and tokens; without a limit to organizations also making organizations. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
