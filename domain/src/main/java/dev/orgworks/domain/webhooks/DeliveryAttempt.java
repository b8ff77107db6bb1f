package dev.orgworks.domain.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a delivery.
 *
 * @param status null: nothing was answered
 * @param error null: it was delivered
 * @param answer the first 1,000 characters of what was answered; null: nothing
 */
public record DeliveryAttempt(
        Instant at,
        long durationMillis,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer) {}
