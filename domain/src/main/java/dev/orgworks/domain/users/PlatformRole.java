package dev.orgworks.domain.users;

/** What a platform user is to the platform as a whole; what he may do in an organization his membership says. */
public enum PlatformRole {
    /** Sells: may be the owner of organizations. */
    SALES,
    /** Looks after a category: may be the owner of organizations. */
    CATEGORY_MANAGER,
    /** An administrator of the platform: of every organization, and of users. */
    ADMIN,
    /** Nothing beyond his memberships. */
    MEMBER;

    /** Whether the studio contract lets him own an organization. */
    public boolean ownsOrganizations() {
        return this == SALES || this == CATEGORY_MANAGER;
    }
}
