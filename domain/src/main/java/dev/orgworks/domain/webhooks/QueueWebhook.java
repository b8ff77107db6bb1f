package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.audit.Actor;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Queues what is to be told; only inside the transaction in which it happens, so it is told if and only if that commits. */
@Component
public class QueueWebhook {

    private final FindEndpoints endpoints;
    private final WriteEvent write;

    QueueWebhook(FindEndpoints endpoints, WriteEvent write) {
        this.endpoints = endpoints;
        this.write = write;
    }

    /**
     * Queues an event for every endpoint of an organization that gets such, once for each key, whoever asks how often.
     *
     * @param eventKey ASCII, at most 190 characters
     * @param data what is told: texts, numbers, instants, lists and maps of these; never a secret
     * @return whether it is new; so whoever tells people the same by a letter knows whether to
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean queue(
            Actor actor, long organizationId, WebhookType type, String eventKey, Map<String, Object> data) {
        Optional<Long> event = write.event(actor, organizationId, type, eventKey, data);
        event.ifPresent(id -> endpoints.enabled(organizationId).stream()
                .filter(endpoint -> endpoint.gets(type))
                .forEach(endpoint -> write.delivery(organizationId, id, endpoint.id())));
        return event.isPresent();
    }
}
