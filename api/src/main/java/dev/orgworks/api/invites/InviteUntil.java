package dev.orgworks.api.invites;

import dev.orgworks.domain.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Until when an invite shall be open, said in either of two ways. */
record InviteUntil(@Nullable Instant expiresAt, @Nullable Integer expiresInHours) {

    /**
     * The instant; null: nobody said.
     *
     * @throws InvalidInputException when both ways were used
     */
    @Nullable
    Instant from(InstantSource clock) {
        if (expiresInHours == null) {
            return expiresAt;
        }
        if (expiresAt != null) {
            throw new InvalidInputException(
                    "expiresInHours", "INVALID", "expiresInHours stands in place of expiresAt; leave one out");
        }
        return clock.instant().plus(Duration.ofHours(expiresInHours));
    }
}
