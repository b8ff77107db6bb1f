package dev.orgworks.domain.users;

import dev.orgworks.domain.organizations.MemberRole;
import java.time.Instant;

/**
 * A user in an organization.
 *
 * @param active whether the user may do anything at all
 * @param since when he became a member
 */
public record Member(
        long userId, String firstName, String lastName, String email, boolean active, MemberRole role, Instant since) {}
