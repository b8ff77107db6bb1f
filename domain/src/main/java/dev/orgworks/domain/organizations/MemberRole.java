package dev.orgworks.domain.organizations;

/** What a user is in an organization. */
public enum MemberRole {
    /** Reads. */
    VIEWER,
    /** Works with learners, imports and jobs. */
    MANAGER,
    /** Changes the organization itself, its members and tokens. */
    ADMIN,
    /** An administrator of whom there is always one. */
    OWNER
}
