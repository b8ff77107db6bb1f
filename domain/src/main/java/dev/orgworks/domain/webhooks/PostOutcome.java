package dev.orgworks.domain.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param status null: nothing was answered
 * @param error null: it was delivered
 * @param answer the first characters of what was answered; null: nothing
 */
record PostOutcome(
        Instant at,
        long durationMillis,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer) {

    private static final int GONE = 410;

    boolean isDelivered() {
        return error == null;
    }

    /** Whether the endpoint says that it wants nothing any more. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
