package dev.orgworks.domain.licenses;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A learner's place on the waitlist of a pool.
 *
 * @param place his place among those who wait, from 1; null: he waits no longer, or has an offer
 * @param offeredAt when a seat was offered to him; null: it was not
 * @param offerExpiresAt until when that offer stands, or stood
 */
public record Waiting(
        long id,
        long poolId,
        long learnerId,
        State state,
        @Nullable Integer place,
        Instant queuedAt,
        @Nullable Instant offeredAt,
        @Nullable Instant offerExpiresAt) {

    /** What becomes of somebody who waits. */
    public enum State {
        WAITING,
        /** A seat is kept free for him. */
        OFFERED,
        /** He has got the seat. */
        ACCEPTED,
        DECLINED,
        /** He let the offer run out. */
        EXPIRED,
        /** He waits no longer, by his own will or because he is no active learner any more. */
        LEFT;

        private static final Map<State, Set<State>> NEXT = Map.of(
                WAITING, EnumSet.of(OFFERED, ACCEPTED, LEFT),
                OFFERED, EnumSet.of(WAITING, ACCEPTED, DECLINED, EXPIRED, LEFT));

        /** Whether the one may follow on the other. */
        public boolean mayBecome(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }

        /** Whether nothing follows. */
        public boolean isEnd() {
            return !NEXT.containsKey(this);
        }
    }
}
