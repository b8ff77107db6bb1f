package dev.orgworks.domain.users;

import org.jspecify.annotations.Nullable;

/**
 * What a genuine JWT says of its bearer.
 *
 * @param issuer who says so
 * @param subject the issuer's name for the bearer, at most 255 characters of ASCII
 * @param email an e-mail that the issuer has verified, by which the bearer may be linked to a user; null: none
 * @param role what the bearer may do in the session's organization
 * @param organization the session's organization by its number or UUID here; null: none
 * @param clerkOrganization the session's organization by Clerk's id, as it came; null: none
 */
public record JwtSession(
        String issuer,
        String subject,
        @Nullable String email,
        Role role,
        @Nullable String organization,
        @Nullable String clerkOrganization) {}
