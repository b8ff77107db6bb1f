package dev.orgworks.api.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.Etag;
import dev.orgworks.domain.webhooks.CreateEndpoint.Created;
import dev.orgworks.domain.webhooks.DisabledReason;
import dev.orgworks.domain.webhooks.EndpointState;
import dev.orgworks.domain.webhooks.WebhookEndpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API shows it.
 *
 * @param eventTypes the only ones that it gets; empty: all
 * @param failingSince the first failure since its last success; null: it did not fail last
 * @param previousSecretUntil until when the secret before the present one signs too; null: it does not
 * @param secret only in the answer that makes it
 */
record WebhookView(
        long id,
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
        Instant updatedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookView of(WebhookEndpoint endpoint) {
        return of(endpoint, null);
    }

    /** With its secret. */
    static WebhookView of(Created created) {
        return of(created.endpoint(), created.secret().text());
    }

    String etag() {
        return Etag.of(version, failingSince, previousSecretUntil);
    }

    private static WebhookView of(WebhookEndpoint endpoint, @Nullable String secret) {
        return new WebhookView(
                endpoint.id(),
                endpoint.url(),
                endpoint.description(),
                endpoint.eventTypes(),
                endpoint.state(),
                endpoint.disabledReason(),
                endpoint.disabledAt(),
                endpoint.failingSince(),
                endpoint.previousSecretUntil(),
                endpoint.version(),
                endpoint.createdBy(),
                endpoint.createdAt(),
                endpoint.updatedAt(),
                secret);
    }

    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
