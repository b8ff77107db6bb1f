package dev.orgworks.domain.users;

/**
 * A platform user as he shall be.
 *
 * @param email a valid address of at most 254 characters
 */
public record UserDraft(String firstName, String lastName, String email, PlatformRole role, boolean active) {}
