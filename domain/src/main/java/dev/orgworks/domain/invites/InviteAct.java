package dev.orgworks.domain.invites;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an administrator can do with an invite. */
public enum InviteAct {
    /** Sends another letter, whose link takes the place of the one before. */
    RESEND,
    /** Takes it back: its link opens nothing from then on. */
    REVOKE,
    /** Sets until when the present link opens. */
    EXTEND,
    /** Gives it another role, seat or message. */
    CHANGE;

    private static final Map<InviteAct, Set<InviteState>> STATES = Map.of(
            RESEND, Set.of(InviteState.PENDING, InviteState.EXPIRED, InviteState.BOUNCED),
            REVOKE, Set.of(InviteState.PENDING),
            EXTEND, Set.of(InviteState.PENDING),
            CHANGE, Set.of(InviteState.PENDING));

    /** Whether an invite of a state allows it. */
    public boolean isAllowedIn(InviteState state) {
        return STATES.getOrDefault(this, Set.of()).contains(state);
    }

    /** All that an invite of a state allows. */
    public static List<InviteAct> allowedIn(InviteState state) {
        return Arrays.stream(values()).filter(act -> act.isAllowedIn(state)).toList();
    }
}
