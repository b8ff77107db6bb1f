package dev.orgworks.domain.provisioning;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.users.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that an organization hands out; everything but its secret, of which a hash alone is kept.
 *
 * @param poolId of which pool a {@link Kind#LICENSE} token gives seats; null for other kinds
 * @param role what an {@link Kind#INVITE_LINK} makes people; null for other kinds
 * @param domains whose e-mail addresses it is for
 * @param hint the beginning of the secret, by which people tell tokens apart
 * @param maxUses how often it can be used; null: no limit of its own
 * @param revokedAt null: it is not
 * @param version counts changes; uses are none
 * @param createdBy who made it, as the audit names people
 */
public record ProvisioningToken(
        long id,
        long organizationId,
        Kind kind,
        String label,
        @Nullable Long poolId,
        @Nullable MemberRole role,
        EmailDomains domains,
        String hint,
        @Nullable Integer maxUses,
        int uses,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        long version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    /** What a token is for, and who may hand it out. */
    public enum Kind {
        /** Whoever has it gets a seat. */
        LICENSE(Role.MANAGER),
        /** A directory keeps learners up to date with it. */
        SCIM(Role.ADMIN),
        /** Whoever has it asks for an invite. */
        @JsonAlias("INVITE-LINK")
        INVITE_LINK(Role.ADMIN);

        private final Role maker;

        Kind(Role maker) {
            this.maker = maker;
        }

        /** The least role that makes and changes such tokens. */
        public Role maker() {
            return maker;
        }

        /** Whether people open a page with it, so that it has an address and a code. */
        public boolean hasPage() {
            return this != SCIM;
        }
    }

    /** What can be done with a token, at an instant. */
    public enum State {
        ACTIVE,
        EXPIRED,
        /** For ever. */
        REVOKED,
        /** It was used as often as it can be. */
        USED_UP
    }

    /** Its state at an instant; of several that hold, the one that matters most. */
    public State stateAt(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (!now.isBefore(expiresAt)) {
            return State.EXPIRED;
        }
        return isUsedUp() ? State.USED_UP : State.ACTIVE;
    }

    @JsonIgnore
    boolean isUsedUp() {
        return maxUses != null && uses >= maxUses;
    }
}
