package dev.orgworks.api.invites;

import dev.orgworks.domain.invites.Invite;
import dev.orgworks.domain.invites.InviteAct;
import dev.orgworks.domain.invites.InviteState;
import dev.orgworks.domain.organizations.MemberRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An invite as the API shows it; never its link.
 *
 * @param lettersSent how many letters there were
 * @param acceptedBy the user who joined
 * @param seat what came of the seat: {@code GIVEN}, {@code WAITING}, or the code of why there is none
 * @param actions what can be done with it as it stands
 */
record InviteView(
        long id,
        String email,
        MemberRole role,
        boolean asLearner,
        @Nullable Long poolId,
        @Nullable String message,
        InviteState state,
        List<String> actions,
        String invitedBy,
        @Nullable String inviter,
        int lettersSent,
        Instant lastSentAt,
        Instant expiresAt,
        @Nullable String bounceReason,
        @Nullable Long acceptedBy,
        @Nullable Long learnerId,
        @Nullable String seat,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {

    static InviteView of(Invite invite) {
        return new InviteView(
                invite.id(),
                invite.email(),
                invite.role(),
                invite.asLearner(),
                invite.poolId(),
                invite.message(),
                invite.state(),
                InviteAct.allowedIn(invite.state()).stream()
                        .map(act -> act.name().toLowerCase(Locale.ROOT))
                        .toList(),
                invite.invitedBy(),
                invite.inviter(),
                invite.sent(),
                invite.lastSentAt(),
                invite.expiresAt(),
                invite.bounceReason(),
                invite.acceptedBy(),
                invite.learnerId(),
                invite.seat(),
                invite.version(),
                invite.createdAt(),
                invite.updatedAt(),
                invite.endedAt());
    }

    static @Nullable InviteView orNull(@Nullable Invite invite) {
        return invite == null ? null : of(invite);
    }
}
