package dev.orgworks.domain.licenses;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number of seats for one product. An organization may have several pools of a product, such as a bought one and a gift.
 *
 * @param product its code, as the programs know it that ask who may use it
 * @param total how many seats there are
 * @param used how many somebody holds, suspended ones too
 * @param held how many are kept free for open offers of the waitlist
 * @param expiresAt from when on it is in grace, or expired; null: never
 * @param graceDays how many days its holders have access after that
 * @param rules who gets a seat without being given one
 * @param offerHours how long an offer of the waitlist stands; 0: no offer is made, the seat itself is given
 * @param idleDays after how many days without use a seat is reclaimed; null: never
 * @param idleNoticeDays how many days before that its holder is told
 * @param version counts changes of the pool itself, not of its seats
 */
public record LicensePool(
        long id,
        long organizationId,
        String product,
        String name,
        Source source,
        int total,
        int used,
        int held,
        Overage overage,
        @Nullable Instant expiresAt,
        int graceDays,
        Rules rules,
        int offerHours,
        @Nullable Integer idleDays,
        int idleNoticeDays,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** Where the seats come from. */
    public enum Source {
        MANUAL,
        PURCHASE,
        GIFT,
        TRIAL
    }

    /** What becomes of who asks for a seat when none is left. */
    public enum Overage {
        /** He is refused. */
        REFUSE,
        /** He waits for the next one that frees. */
        WAITLIST
    }

    /**
     * Who gets a seat without being given one.
     *
     * @param domains whoever has an e-mail address of one of these domains, in lower case
     * @param roles whoever has one of these roles in the roster, in lower case
     * @param firstUse whoever uses the product
     */
    public record Rules(Set<String> domains, Set<String> roles, boolean firstUse) {

        /** Nobody does. */
        public static final Rules NONE = new Rules(Set.of(), Set.of(), false);
    }

    /** How many seats can be given. */
    public int available() {
        return total - used - held;
    }

    /** Whether the seats give access at an instant. */
    public PoolState stateAt(Instant now) {
        return PoolState.at(now, expiresAt, graceDays);
    }

    /** Until when holders have access; null: for ever. */
    public @Nullable Instant accessUntil() {
        return expiresAt == null ? null : PoolState.graceEnd(expiresAt, graceDays);
    }
}
