package dev.orgworks.domain.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has who asked for a seat with a token.
 *
 * @param id null: he had the seat, or his place, without this token
 * @param organization its name
 * @param place his place in line; null: he is in none
 * @param expiresAt from when on the seat gives no access, as it stands now; null: never, or he has none
 * @param fresh whether this request made it
 */
public record Claim(
        @Nullable Long id,
        String organization,
        String product,
        String poolName,
        State state,
        @Nullable Integer place,
        @Nullable Instant expiresAt,
        boolean fresh) {

    /** Where he stands. */
    public enum State {
        /** He has a seat. */
        GIVEN,
        /** He waits for one. */
        WAITING,
        /** One is kept free for him; he knows by mail. */
        OFFERED,
        /** He had one, or waited for one, and that is over. */
        ENDED
    }
}
