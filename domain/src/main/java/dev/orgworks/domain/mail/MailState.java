package dev.orgworks.domain.mail;

import java.util.Map;
import java.util.Set;

/** Where a letter stands. */
public enum MailState {

    /** Waits for its turn, or for a mail server. */
    QUEUED,

    /** A node has taken it. */
    SENDING,

    /** The mail server has it; what it said is gone. */
    SENT,

    /** Nobody will try again unless somebody asks for it. */
    DEAD;

    private static final Map<MailState, Set<MailState>> NEXT =
            Map.of(QUEUED, Set.of(SENDING), SENDING, Set.of(QUEUED, SENT, DEAD), SENT, Set.of(), DEAD, Set.of(QUEUED));

    /** Whether a letter may go from this state to another. */
    public boolean mayBecome(MailState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
