package dev.orgworks.domain.invites;

import dev.orgworks.domain.organizations.MemberRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of an invite; null: nothing, so that it stays as it is, or becomes as usual.
 *
 * @param email whom
 * @param poolId 0: no seat
 * @param message empty: none
 * @param expiresAt until when
 */
public record InviteWish(
        @Nullable String email,
        @Nullable MemberRole role,
        @Nullable Boolean asLearner,
        @Nullable Long poolId,
        @Nullable String message,
        @Nullable Instant expiresAt) {

    /** The same, with what another one says where this one says nothing. */
    public InviteWish or(InviteWish other) {
        return new InviteWish(
                email == null ? other.email : email,
                role == null ? other.role : role,
                asLearner == null ? other.asLearner : asLearner,
                poolId == null ? other.poolId : poolId,
                message == null ? other.message : message,
                expiresAt == null ? other.expiresAt : expiresAt);
    }

    /** What an invite comes to offer that offered something else before. */
    InviteOffer on(InviteOffer before) {
        Long pool = poolId == null ? before.poolId() : poolId;
        return new InviteOffer(
                role == null ? before.role() : role,
                asLearner == null ? before.asLearner() : asLearner,
                pool == null || pool == 0 ? null : pool,
                message == null ? before.message() : message);
    }

    /** Whom it is about, no one else. */
    @Override
    public String toString() {
        return "InviteWish[hidden]";
    }
}
