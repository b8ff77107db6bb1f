package dev.orgworks.domain.users;

import java.time.Instant;

/**
 * Somebody who runs organizations; everything but his password.
 *
 * @param email unique without regard to case
 * @param active whether he may sign in, and his tokens open anything
 * @param hasPassword whether he can sign in with a password
 * @param mustChangePassword whether his sessions may do nothing before he has changed it
 * @param version counts changes
 */
public record PlatformUser(
        long id,
        String firstName,
        String lastName,
        String email,
        PlatformRole role,
        boolean active,
        boolean hasPassword,
        boolean mustChangePassword,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    UserDraft draft() {
        return new UserDraft(firstName, lastName, email, role, active);
    }

    /** An active administrator of the platform, of whom there is always one. */
    boolean isActiveAdministrator() {
        return active && role == PlatformRole.ADMIN;
    }

    /** Whether he may be in charge of organizations. */
    boolean mayOwn() {
        return active && role.ownsOrganizations();
    }
}
