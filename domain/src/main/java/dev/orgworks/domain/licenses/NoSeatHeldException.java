package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;

/** The learner does not hold a seat of the pool. */
public class NoSeatHeldException extends ConflictException {

    private NoSeatHeldException(String message) {
        super("NO_SEAT_HELD", message);
    }

    static NoSeatHeldException of(LicensePool pool) {
        return new NoSeatHeldException("The learner holds no seat of " + pool.name());
    }

    static NoSeatHeldException now() {
        return new NoSeatHeldException("The seat has ended meanwhile");
    }
}
