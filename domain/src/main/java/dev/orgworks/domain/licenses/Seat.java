package dev.orgworks.domain.licenses;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A seat that a learner holds, or held.
 *
 * @param givenBy who gave it, as the audit names people
 * @param lastUsedAt when the product was used with it; null: not yet
 * @param warnedAt when its holder was told that it will be reclaimed; null: he was not, or has used it since
 * @param endedAt null: it has not ended
 */
public record Seat(
        long id,
        long organizationId,
        long poolId,
        long learnerId,
        State state,
        Source source,
        String givenBy,
        Instant givenAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant warnedAt,
        @Nullable Instant endedAt,
        @Nullable End endReason) {

    /** When it was used last; one that was given and not used yet counts as used then. */
    public Instant usedLast() {
        return lastUsedAt == null ? givenAt : lastUsedAt;
    }

    /** What becomes of a seat. */
    public enum State {
        /** It gives access while its pool does. */
        ACTIVE,
        /** It is held and gives no access. */
        SUSPENDED,
        ENDED
    }

    /** Why somebody holds it. */
    public enum Source {
        MANUAL,
        CLAIM,
        INVITE,
        /** By a rule of the pool. */
        RULE,
        WAITLIST,
        TRANSFER,
        /** It was reclaimed, and given back. */
        RESTORED
    }

    /** Why it ended. */
    public enum End {
        REVOKED,
        /** Somebody else has it now. */
        TRANSFERRED {
            @Override
            boolean frees() {
                return false;
            }
        },
        /** It was not used. */
        RECLAIMED,
        /** The pool was made smaller. */
        SHRUNK {
            @Override
            boolean frees() {
                return false;
            }
        },
        /** The learner was removed. */
        LEFT;

        /** Whether the seat is for whoever waits for one. */
        boolean frees() {
            return true;
        }
    }
}
