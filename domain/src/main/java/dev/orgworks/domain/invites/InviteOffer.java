package dev.orgworks.domain.invites;

import dev.orgworks.domain.organizations.MemberRole;
import org.jspecify.annotations.Nullable;

/**
 * What somebody becomes who accepts, and what he is told before.
 *
 * @param asLearner whether he becomes a learner, too; so does whoever gets a seat
 */
public record InviteOffer(
        MemberRole role,
        boolean asLearner,
        @Nullable Long poolId,
        @Nullable String message) {

    public InviteOffer {
        asLearner = asLearner || poolId != null;
        message = message == null || message.isBlank() ? null : message.strip();
    }
}
