package dev.orgworks.domain.audit;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes audit events; only inside the transaction of the change that they tell of. */
@Component
public class RecordAudit {

    private final NamedParameterJdbcOperations jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    RecordAudit(NamedParameterJdbcOperations jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Records one change. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, AuditEntry entry) {
        record(actor, List.of(entry));
    }

    /** Records many changes with one statement. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, Collection<AuditEntry> entries) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                """
                insert into audit_event (organization_id, at, actor, action, target_type, target_id,
                                         before_value, after_value, request_id, correlation_id)
                values (:organization, :at, :actor, :action, :targetType, :targetId,
                        :before, :after, :request, :correlation)
                """,
                entries.stream()
                        .map(entry -> new MapSqlParameterSource()
                                .addValue("organization", entry.organizationId())
                                .addValue("at", now)
                                .addValue("actor", actor.name())
                                .addValue("action", entry.action())
                                .addValue("targetType", entry.targetType())
                                .addValue("targetId", entry.targetId().toString())
                                .addValue("before", text(entry.before()))
                                .addValue("after", text(entry.after()))
                                .addValue("request", actor.requestId())
                                .addValue("correlation", actor.correlationId()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    private @Nullable String text(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }
}
