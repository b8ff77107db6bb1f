package dev.orgworks.domain.licenses;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the seats of a pool give access, which follows from the clock alone. */
public enum PoolState {
    /** They do, and new ones can be given. */
    ACTIVE,
    /** The pool has expired; whoever holds a seat has access for a while yet, nobody gets a new one. */
    GRACE,
    /** Nobody has access; the seats stay with their holders, so that a renewal gives it back. */
    EXPIRED;

    /**
     * The state at an instant. An instant at which a state ends belongs to the next one.
     *
     * @param expiresAt null: never
     */
    static PoolState at(Instant now, @Nullable Instant expiresAt, int graceDays) {
        if (expiresAt == null || now.isBefore(expiresAt)) {
            return ACTIVE;
        }
        return now.isBefore(graceEnd(expiresAt, graceDays)) ? GRACE : EXPIRED;
    }

    /** When the state will be another one, if it will. */
    static Optional<Instant> changes(Instant now, @Nullable Instant expiresAt, int graceDays) {
        if (expiresAt == null) {
            return Optional.empty();
        }
        return switch (at(now, expiresAt, graceDays)) {
            case ACTIVE -> Optional.of(expiresAt);
            case GRACE -> Optional.of(graceEnd(expiresAt, graceDays));
            case EXPIRED -> Optional.empty();
        };
    }

    static Instant graceEnd(Instant expiresAt, int graceDays) {
        return expiresAt.plus(Duration.ofDays(graceDays));
    }
}
