package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people say of an endpoint.
 *
 * @param eventTypes the only ones that it gets; empty: all
 */
public record EndpointDraft(String url, @Nullable String description, List<String> eventTypes) {

    /** @throws InvalidInputException when it wants an event that there is not */
    public EndpointDraft {
        eventTypes = eventTypes.stream().distinct().sorted().toList();
        for (String type : eventTypes) {
            if (WebhookType.of(type).isEmpty()) {
                throw new InvalidInputException(
                        "eventTypes",
                        "UNKNOWN",
                        "eventTypes must be some of " + String.join(", ", WebhookType.words()));
            }
        }
    }
}
