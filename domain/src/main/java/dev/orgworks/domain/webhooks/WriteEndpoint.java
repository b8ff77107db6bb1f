package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.secrets.SealSecret;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes endpoints, and into the audit what became of them; whoever changes one has it locked. */
@Component
class WriteEndpoint {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SealSecret seal;
    private final RecordAudit audit;
    private final InstantSource clock;

    WriteEndpoint(JdbcClient jdbc, JsonMapper json, SealSecret seal, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    WebhookEndpoint insert(Actor actor, long organizationId, EndpointDraft draft, WebhookSecret secret) {
        byte[] uuid = BinaryUuid.bytes(BinaryUuid.next());
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into webhook_endpoint (uuid, organization_id, url, description, event_types, secret, state,
                                                      created_by, created_at, updated_at)
                        values (:uuid, :organization, :url, :description, :types, :secret, 'ENABLED', :by, :now, :now)
                        """)
                .param("uuid", uuid)
                .param("organization", organizationId)
                .param("url", draft.url())
                .param("description", draft.description())
                .param("types", json.writeValueAsString(draft.eventTypes()))
                .param("secret", seal.seal(secret.bytes(), uuid))
                .param("by", actor.name())
                .param("now", Timestamp.from(now))
                .update();
        long id = jdbc.sql("select id from webhook_endpoint where uuid = :uuid")
                .param("uuid", uuid)
                .query(Long.class)
                .single();
        WebhookEndpoint made = new WebhookEndpoint(
                id,
                organizationId,
                draft.url(),
                draft.description(),
                draft.eventTypes(),
                EndpointState.ENABLED,
                null,
                null,
                null,
                null,
                0,
                actor.name(),
                now,
                now);
        record(actor, "created", null, made);
        return made;
    }

    /** Writes all that people can change of an endpoint. */
    @Transactional(propagation = Propagation.MANDATORY)
    void update(Actor actor, String act, WebhookEndpoint before, WebhookEndpoint after) {
        jdbc.sql("""
                        update webhook_endpoint
                           set url = :url, description = :description, event_types = :types, state = :state,
                               disabled_reason = :reason, disabled_at = :disabledAt, failing_since = :failingSince,
                               version = version + 1, updated_at = :now
                         where id = :id
                        """)
                .param("url", after.url())
                .param("description", after.description())
                .param("types", json.writeValueAsString(after.eventTypes()))
                .param("state", after.state().name())
                .param(
                        "reason",
                        after.disabledReason() == null
                                ? null
                                : after.disabledReason().name())
                .param("disabledAt", timestamp(after.disabledAt()))
                .param("failingSince", timestamp(after.failingSince()))
                .param("now", Timestamp.from(clock.instant()))
                .param("id", before.id())
                .update();
        record(actor, act, before, after);
    }

    /** Disables an endpoint for a reason. */
    @Transactional(propagation = Propagation.MANDATORY)
    void disable(Actor actor, WebhookEndpoint before, DisabledReason reason) {
        EndpointDraft draft = new EndpointDraft(before.url(), before.description(), before.eventTypes());
        update(actor, "disabled", before, before.with(draft, reason, clock.instant(), before.failingSince()));
    }

    /** Gives an endpoint another secret; the present one signs on for a while. */
    @Transactional(propagation = Propagation.MANDATORY)
    void secret(Actor actor, WebhookEndpoint endpoint, WebhookSecret secret, Duration grace) {
        byte[] uuid = jdbc.sql("select uuid from webhook_endpoint where id = :id")
                .param("id", endpoint.id())
                .query((rs, rowNumber) -> rs.getBytes("uuid"))
                .single();
        Instant now = clock.instant();
        jdbc.sql("""
                        update webhook_endpoint
                           set previous_secret = secret, previous_until = :until, secret = :secret, version = version + 1,
                               updated_at = :now
                         where id = :id
                        """)
                .param("until", Timestamp.from(now.plus(grace)))
                .param("secret", seal.seal(secret.bytes(), uuid))
                .param("now", Timestamp.from(now))
                .param("id", endpoint.id())
                .update();
        record(actor, "rotated", null, null, endpoint);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void delete(Actor actor, WebhookEndpoint endpoint) {
        jdbc.sql("delete from webhook_endpoint where id = :id")
                .param("id", endpoint.id())
                .update();
        record(actor, "deleted", endpoint, null);
    }

    private void record(Actor actor, String act, @Nullable WebhookEndpoint before, @Nullable WebhookEndpoint after) {
        WebhookEndpoint any = before == null ? after : before;
        if (any != null) {
            record(actor, act, before, after, any);
        }
    }

    private void record(
            Actor actor,
            String act,
            @Nullable WebhookEndpoint before,
            @Nullable WebhookEndpoint after,
            WebhookEndpoint endpoint) {
        audit.record(
                actor,
                new AuditEntry(endpoint.organizationId(), "webhook." + act, "webhook", endpoint.id(), before, after));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
