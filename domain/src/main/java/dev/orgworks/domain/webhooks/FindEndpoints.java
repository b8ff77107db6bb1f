package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.NotFoundException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads endpoints, never their secrets. */
@Component
public class FindEndpoints {

    private static final TypeReference<List<String>> TYPES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    FindEndpoints(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** A page of an organization's endpoints, the oldest first. */
    public List<WebhookEndpoint> list(long organizationId, int limit, long offset) {
        return jdbc.sql("""
                        select * from webhook_endpoint where organization_id = :organization
                        order by id limit :limit offset :offset
                        """)
                .param("organization", organizationId)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many endpoints {@link #list} pages through. */
    public long count(long organizationId) {
        return jdbc.sql("select count(*) from webhook_endpoint where organization_id = :organization")
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    /**
     * One endpoint.
     *
     * @throws NotFoundException when the organization has no such endpoint
     */
    public WebhookEndpoint byId(long organizationId, long id) {
        return one(organizationId, id, "");
    }

    /** The same, which nobody else changes before this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    WebhookEndpoint locked(long organizationId, long id) {
        return one(organizationId, id, " for update");
    }

    /** The same of any organization. */
    @Transactional(propagation = Propagation.MANDATORY)
    WebhookEndpoint locked(long id) {
        return jdbc.sql("select * from webhook_endpoint where id = :id for update")
                .param("id", id)
                .query(this::row)
                .single();
    }

    /** Those that are to be told. */
    List<WebhookEndpoint> enabled(long organizationId) {
        return jdbc.sql("""
                        select * from webhook_endpoint where organization_id = :organization and state = 'ENABLED' order by id
                        """)
                .param("organization", organizationId)
                .query(this::row)
                .list();
    }

    private WebhookEndpoint one(long organizationId, long id, String how) {
        return jdbc.sql("select * from webhook_endpoint where organization_id = :organization and id = :id" + how)
                .param("organization", organizationId)
                .param("id", id)
                .query(this::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Webhook", id));
    }

    private WebhookEndpoint row(ResultSet rs, int rowNumber) throws SQLException {
        String reason = rs.getString("disabled_reason");
        Instant previous = instant(rs, "previous_until");
        return new WebhookEndpoint(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                rs.getString("url"),
                rs.getString("description"),
                json.readValue(rs.getString("event_types"), TYPES),
                EndpointState.valueOf(rs.getString("state")),
                reason == null ? null : DisabledReason.valueOf(reason),
                instant(rs, "disabled_at"),
                instant(rs, "failing_since"),
                previous == null || !clock.instant().isBefore(previous) ? null : previous,
                rs.getLong("version"),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant());
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
