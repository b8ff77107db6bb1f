package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;

/** The learner does not hold a seat of the pool, or no longer. */
public class NoSeatHeldException extends ConflictException {

    NoSeatHeldException() {
        super("NO_SEAT_HELD", "The learner holds no seat of the pool");
    }
}
