package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;

/** Every seat of the pool is held or offered to somebody. */
public class NoSeatLeftException extends ConflictException {

    private final transient LicensePool pool;

    NoSeatLeftException(LicensePool pool) {
        super("NO_SEAT_LEFT", "No seat of " + pool.name() + " is left: all " + pool.total() + " are in use or offered");
        this.pool = pool;
    }

    /** The pool as it was then. */
    public LicensePool pool() {
        return pool;
    }
}
