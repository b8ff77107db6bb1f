package dev.orgworks.domain.users;

import dev.orgworks.domain.organizations.Reach;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token as it is kept: everything but its secret.
 *
 * @param role what it may do at most
 * @param roles what it may do in each organization of its reach; null: the same in all
 * @param hint the first characters of the secret, to tell tokens apart
 * @param login the login of the holder's own learner, whom he cannot shut out; null: none is known
 * @param user as which user it acts, within his memberships; null: for itself, in the organizations of its reach
 * @param contract the API document that its holder was written against; null: the server's default
 * @param expiresAt from when on it is refused; null: never
 * @param revokedAt when somebody took it back; null: nobody did
 * @param lastUsedAt when it was used last, to a minute; null: never
 */
public record AccessToken(
        long id,
        String name,
        String hint,
        Role role,
        Reach reach,
        @Nullable Map<Long, Role> roles,
        @Nullable String login,
        @Nullable Long user,
        @Nullable Contract contract,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        String createdBy,
        Instant createdAt) {

    /** Whether the token opens anything at this instant. */
    public boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
