package dev.orgworks.domain.support;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of which some fields follow from others: what it is to be, given what it was and when, as a pure function. */
interface Lifecycle<T extends DeskRow> {

    /**
     * This row as it is to be stored.
     *
     * @param before null: it is new
     * @throws dev.orgworks.domain.ConflictException when it cannot come out of what was before
     * @throws dev.orgworks.domain.InvalidInputException when a new one cannot be like this
     */
    T after(@Nullable T before, Instant now);
}
