package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends again, under the same {@code webhook-id}: receivers who had it pass it over. */
@Component
public class RedeliverWebhook {

    private final JdbcClient jdbc;
    private final FindEndpoints endpoints;
    private final FindDeliveries deliveries;
    private final RecordAudit audit;
    private final InstantSource clock;

    RedeliverWebhook(
            JdbcClient jdbc,
            FindEndpoints endpoints,
            FindDeliveries deliveries,
            RecordAudit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Queues a delivery again, whatever became of it, with all its attempts; a waiting one is sent at once.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such delivery
     * @throws ConflictException when it is being sent
     */
    @Transactional
    public WebhookDelivery redeliver(Actor actor, long organizationId, long id) {
        WebhookDelivery before = deliveries.byId(organizationId, id);
        endpoints.locked(organizationId, before.endpointId());
        int queued = jdbc.sql("""
                        update webhook_delivery
                           set state = 'QUEUED', next_attempt_at = :now, attempts = 0, ended_at = null
                         where id = :id and state <> 'SENDING'
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        if (queued == 0) {
            throw new ConflictException(
                    "DELIVERY_IN_FLIGHT", "This delivery is being sent; look at it again in a moment");
        }
        audit.record(
                actor,
                new AuditEntry(
                        organizationId,
                        "webhook.redelivered",
                        "webhook-delivery",
                        id,
                        Map.of("state", before.state()),
                        Map.of("state", DeliveryState.QUEUED)));
        return deliveries.byId(organizationId, id);
    }

    /**
     * Queues every DEAD delivery of an endpoint again.
     *
     * @param since of events that happened then or later
     * @return how many they are
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such endpoint
     */
    @Transactional
    public int redeliverAll(Actor actor, long organizationId, long endpointId, Instant since) {
        endpoints.locked(organizationId, endpointId);
        int queued = jdbc.sql("""
                        update webhook_delivery
                           set state = 'QUEUED', next_attempt_at = :now, attempts = 0, ended_at = null
                         where endpoint_id = :endpoint and state = 'DEAD' and created_at >= :since
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("endpoint", endpointId)
                .param("since", Timestamp.from(since))
                .update();
        audit.record(
                actor,
                new AuditEntry(
                        organizationId,
                        "webhook.redelivered",
                        "webhook",
                        endpointId,
                        null,
                        Map.of("since", since, "deliveries", queued)));
        return queued;
    }
}
