package dev.orgworks.domain.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an endpoint.
 *
 * @param eventId what the header {@code webhook-id} says
 * @param attempts failed ones since somebody last asked for it
 * @param nextAttemptAt null: nothing is planned
 * @param lastStatus what the endpoint answered last; null: nothing
 * @param createdAt when the event happened
 * @param endedAt when it became DELIVERED or DEAD
 */
public record WebhookDelivery(
        long id,
        long endpointId,
        UUID eventId,
        String type,
        DeliveryState state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer lastStatus,
        Instant createdAt,
        @Nullable Instant endedAt) {}
