package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes events and their deliveries. */
@Component
class WriteEvent {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    WriteEvent(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Writes an event.
     *
     * @param key what makes it one and the same
     * @return its id; empty when there is one of this key
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Long> event(Actor actor, long organizationId, WebhookType type, String key, Map<String, Object> data) {
        byte[] uuid = BinaryUuid.bytes(BinaryUuid.next());
        Instant now = clock.instant();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type.word());
        payload.put("timestamp", now);
        payload.put("data", data);
        jdbc.sql("""
                        insert into webhook_event (uuid, organization_id, type, event_key, payload, queued_by, created_at)
                        values (:uuid, :organization, :type, :key, :payload, :by, :now)
                        on duplicate key update id = id
                        """)
                .param("uuid", uuid)
                .param("organization", organizationId)
                .param("type", type.word())
                .param("key", key)
                .param("payload", json.writeValueAsString(payload))
                .param("by", actor.name())
                .param("now", Timestamp.from(now))
                .update();
        return jdbc.sql("select id from webhook_event where uuid = :uuid")
                .param("uuid", uuid)
                .query(Long.class)
                .optional();
    }

    /** Queues an event for an endpoint. */
    @Transactional(propagation = Propagation.MANDATORY)
    void delivery(long organizationId, long event, long endpoint) {
        jdbc.sql("""
                        insert into webhook_delivery (organization_id, event_id, endpoint_id, state, next_attempt_at, created_at)
                        values (:organization, :event, :endpoint, 'QUEUED', :now, :now)
                        """)
                .param("organization", organizationId)
                .param("event", event)
                .param("endpoint", endpoint)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
