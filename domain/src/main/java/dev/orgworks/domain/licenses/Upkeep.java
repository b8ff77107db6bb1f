package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.util.List;

/**
 * A part of the upkeep of an organization's licences. The {@code licenseUpkeep} job goes through what each bean of this kind finds,
 * page by page, each page in a transaction; doing it again finds nothing to do.
 *
 * @param <T> what it goes through
 */
public interface Upkeep<T> {

    /** The parts, in their order: seats that free are there for those who come later. */
    enum Part {
        /** Of learners who left. */
        SEATS_RELEASED(true),
        PLACES_RELEASED(true),
        /** Offers that ran out are withdrawn, and who is next gets the seats. */
        OFFERS_RENEWED(false),
        POOL_STATES_TOLD(false),
        /** Of seats that are used again. */
        WARNINGS_FORGOTTEN(true),
        IDLE_WARNED(true),
        IDLE_RECLAIMED(true),
        /** To learners who are back. */
        SEATS_RETURNED(true),
        RULES_APPLIED(true);

        private final boolean whole;

        Part(boolean whole) {
            this.whole = whole;
        }

        /** Whether only a whole upkeep does it, since it looks at everybody. */
        public boolean isOfTheWhole() {
            return whole;
        }
    }

    /**
     * What was done with a page.
     *
     * @param count how many things were changed
     * @param without how many learners should have got a seat for which no pool had room
     */
    record Done(int count, int without) {

        Done(int count) {
            this(count, 0);
        }
    }

    Part part();

    /**
     * What is to be looked at, by ascending key.
     *
     * @param last the key behind which to begin; 0: from the start
     */
    List<T> after(long organizationId, long last, int limit);

    /** What a thing is ordered by, above 0. */
    long key(T item);

    /** Does it, in the caller's transaction. */
    Done act(Actor actor, long organizationId, List<T> items);
}
