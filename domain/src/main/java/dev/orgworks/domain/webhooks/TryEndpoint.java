package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends something to an endpoint that nothing happened for, so that one sees whether it works. */
@Component
public class TryEndpoint {

    private final FindEndpoints endpoints;
    private final FindDeliveries deliveries;
    private final WriteEvent write;
    private final RecordAudit audit;

    TryEndpoint(FindEndpoints endpoints, FindDeliveries deliveries, WriteEvent write, RecordAudit audit) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.write = write;
        this.audit = audit;
    }

    /**
     * Queues a {@code webhook.test} for this endpoint alone, whatever events it wants.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such endpoint
     * @throws ConflictException when it is disabled
     */
    @Transactional
    public WebhookDelivery attempt(Actor actor, long organizationId, long id) {
        WebhookEndpoint endpoint = endpoints.locked(organizationId, id);
        if (endpoint.state() == EndpointState.DISABLED) {
            throw new ConflictException("WEBHOOK_DISABLED", "This webhook is disabled; enable it before it is tried");
        }
        long event = write.event(
                        actor,
                        organizationId,
                        WebhookType.WEBHOOK_TEST,
                        WebhookType.WEBHOOK_TEST.word() + ":" + UUID.randomUUID(),
                        Map.of("endpointId", id))
                .orElseThrow();
        write.delivery(organizationId, event, id);
        WebhookDelivery delivery = deliveries.of(event, id);
        audit.record(
                actor,
                new AuditEntry(
                        organizationId, "webhook.tested", "webhook", id, null, Map.of("deliveryId", delivery.id())));
        return delivery;
    }
}
