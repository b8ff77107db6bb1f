package dev.orgworks.domain.invites;

import dev.orgworks.domain.organizations.MemberRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is asked to join an organization, as it is by the clock.
 *
 * @param asLearner whether he becomes a learner, too, or is found among them
 * @param poolId of which he gets a seat as that learner; null: of none
 * @param message what the inviter adds to the letter
 * @param sent how many letters there were
 * @param invitedBy who invited, as the audit names him
 * @param inviter the same as people know him; null: he is no platform user
 * @param expiresAt from when on its link opens nothing
 * @param bounceReason what the mail server said
 * @param acceptedBy the user who joined
 * @param accountMade whether he became a user by that
 * @param seat what came of the seat: {@code GIVEN}, {@code WAITING}, or the code of why there is none; null: none was promised
 * @param endedAt when it became anything but PENDING
 * @param version counts changes
 */
public record Invite(
        long id,
        long organizationId,
        String email,
        MemberRole role,
        boolean asLearner,
        @Nullable Long poolId,
        @Nullable String message,
        InviteState state,
        int sent,
        Instant lastSentAt,
        String invitedBy,
        @Nullable String inviter,
        Instant expiresAt,
        @Nullable String bounceReason,
        @Nullable Long acceptedBy,
        boolean accountMade,
        @Nullable Long learnerId,
        @Nullable String seat,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {

    /** What it offers. */
    InviteOffer offer() {
        return new InviteOffer(role, asLearner, poolId, message);
    }
}
