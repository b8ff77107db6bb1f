package dev.orgworks.domain.users;

import dev.orgworks.domain.organizations.MemberRole;

/** What a caller may do, each role more than the one before. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Reads, imports rosters, edits learners, cancels and restarts jobs. */
    MANAGER,
    /** All that, and tokens; without a limit to organizations also making organizations. */
    ADMIN;

    /** What routes let a member do. */
    public static Role of(MemberRole member) {
        return switch (member) {
            case VIEWER -> VIEWER;
            case MANAGER -> MANAGER;
            case ADMIN, OWNER -> ADMIN;
        };
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The lesser of the two. */
    Role least(Role other) {
        return includes(other) ? other : this;
    }
}
