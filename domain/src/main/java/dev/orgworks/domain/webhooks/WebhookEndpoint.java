package dev.orgworks.domain.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told what happens to an organization.
 *
 * @param eventTypes the only ones that it gets; empty: all
 * @param disabledReason null: it is enabled
 * @param failingSince the first failure since its last success; null: it did not fail last
 * @param previousSecretUntil until when the secret before the present one signs too; null: it does not
 */
public record WebhookEndpoint(
        long id,
        long organizationId,
        String url,
        @Nullable String description,
        List<String> eventTypes,
        EndpointState state,
        @Nullable DisabledReason disabledReason,
        @Nullable Instant disabledAt,
        @Nullable Instant failingSince,
        @Nullable Instant previousSecretUntil,
        long version,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    boolean gets(WebhookType type) {
        return eventTypes.isEmpty() || eventTypes.contains(type.word());
    }

    /** The same endpoint, changed; its version is one more. */
    WebhookEndpoint with(
            EndpointDraft draft,
            @Nullable DisabledReason reason,
            @Nullable Instant disabled,
            @Nullable Instant failing) {
        return new WebhookEndpoint(
                id,
                organizationId,
                draft.url(),
                draft.description(),
                draft.eventTypes(),
                reason == null ? EndpointState.ENABLED : EndpointState.DISABLED,
                reason,
                disabled,
                failing,
                previousSecretUntil,
                version + 1,
                createdBy,
                createdAt,
                updatedAt);
    }
}
