package dev.orgworks.api.audit;

import dev.orgworks.domain.audit.AuditEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * An event as the API shows it.
 *
 * @param sequence its number in the chain
 * @param before the values replaced; null: there were none
 * @param after the values that held then; null: the thing was gone
 * @param hash its link of the chain
 */
record EventView(
        long id,
        @Nullable Long sequence,
        @Nullable Long organizationId,
        Instant at,
        String actor,
        String action,
        String targetType,
        String targetId,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable String requestId,
        @Nullable String correlationId,
        @Nullable String hash) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static EventView of(AuditEvent event) {
        return new EventView(
                event.id(),
                event.sequence(),
                event.organizationId(),
                event.at(),
                event.actor(),
                event.action(),
                event.targetType(),
                event.targetId(),
                json(event.before()),
                json(event.after()),
                event.requestId(),
                event.correlationId(),
                event.hash());
    }

    /** What is no JSON was not written by the platform; it is shown all the same. */
    private static @Nullable JsonNode json(@Nullable String text) {
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }
}
