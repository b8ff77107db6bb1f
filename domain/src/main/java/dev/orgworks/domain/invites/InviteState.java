package dev.orgworks.domain.invites;

import java.util.Map;
import java.util.Set;

/** Where an invite stands, and what may follow. */
public enum InviteState {
    /** Its link can be followed. */
    PENDING,
    /** Somebody followed it and joined. */
    ACCEPTED,
    /** An administrator took it back. */
    REVOKED,
    /** Nobody followed it in time. */
    EXPIRED,
    /** The mail server refused its letter for good. */
    BOUNCED;

    /** What never reached anybody, or not in time, can be sent anew; what was decided stays so. */
    private static final Map<InviteState, Set<InviteState>> NEXT = Map.of(
            PENDING, Set.of(ACCEPTED, REVOKED, EXPIRED, BOUNCED),
            ACCEPTED, Set.of(),
            REVOKED, Set.of(),
            EXPIRED, Set.of(PENDING),
            BOUNCED, Set.of(PENDING));

    /** Whether an invite of this state may come to be of another. */
    public boolean canBecome(InviteState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
