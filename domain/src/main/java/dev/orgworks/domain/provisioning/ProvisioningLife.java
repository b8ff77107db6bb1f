package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.users.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long tokens stand, and who may hand them out. */
@Component
class ProvisioningLife {

    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final InstantSource clock;

    ProvisioningLife(InstantSource clock) {
        this.clock = clock;
    }

    /** Now, as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * When a token ends.
     *
     * @param wished null: nobody said
     * @throws InvalidInputException when that is past already, or too far ahead
     */
    Instant end(@Nullable Instant wished) {
        Instant now = now();
        Instant end = wished == null ? now.plus(USUAL) : wished.truncatedTo(ChronoUnit.MICROS);
        if (!end.isAfter(now)) {
            throw new InvalidInputException("expiresAt", "IN_THE_PAST", "expiresAt must lie in the future");
        }
        if (end.isAfter(now.plus(LONGEST))) {
            throw new InvalidInputException(
                    "expiresAt", "TOO_LATE", "expiresAt must lie at most " + LONGEST.toDays() + " days ahead");
        }
        return end;
    }

    /** @throws DeniedException when the caller may not hand out such tokens there */
    static void check(Caller caller, long organizationId, ProvisioningToken.Kind kind) {
        if (!caller.role().includes(kind.maker())
                || !caller.where(kind.maker()).reach().covers(organizationId)) {
            throw new DeniedException("Tokens of the kind " + kind + " need the role " + kind.maker());
        }
    }
}
