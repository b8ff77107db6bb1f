package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads deliveries and how they went. */
@Component
public class FindDeliveries {

    /** Which deliveries; null everywhere: all of them. */
    public record Filter(
            @Nullable Long endpointId,
            @Nullable DeliveryState state,
            @Nullable WebhookType type) {}

    /**
     * A delivery with all that is known of it.
     *
     * @param payload the body that is sent
     * @param log each attempt, the oldest first
     */
    public record Detail(WebhookDelivery delivery, Map<String, Object> payload, List<DeliveryAttempt> log) {}

    private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};

    private static final String DELIVERY = """
            select d.*, v.uuid as event_uuid, v.type from webhook_delivery d join webhook_event v on v.id = d.event_id
            """;

    private static final String MATCHING = """
             where d.organization_id = :organization
               and (:endpoint is null or d.endpoint_id = :endpoint)
               and (:state is null or d.state = :state)
               and (:type is null or v.type = :type)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindDeliveries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A page of an organization's deliveries, the newest first. */
    public List<WebhookDelivery> list(long organizationId, Filter filter, int limit, long offset) {
        return matching(DELIVERY + MATCHING + " order by d.id desc limit :limit offset :offset", organizationId, filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindDeliveries::row)
                .list();
    }

    /** How many deliveries {@link #list} pages through. */
    public long count(long organizationId, Filter filter) {
        return matching(
                        "select count(*) from webhook_delivery d join webhook_event v on v.id = d.event_id" + MATCHING,
                        organizationId,
                        filter)
                .query(Long.class)
                .single();
    }

    /**
     * One delivery with its log.
     *
     * @throws NotFoundException when the organization has no such delivery
     */
    public Detail detail(long organizationId, long id) {
        WebhookDelivery delivery = byId(organizationId, id);
        String payload = jdbc.sql("""
                        select v.payload from webhook_event v join webhook_delivery d on d.event_id = v.id where d.id = :id
                        """).param("id", id).query(String.class).single();
        return new Detail(delivery, json.readValue(payload, PAYLOAD), attempts(id));
    }

    /**
     * One delivery.
     *
     * @throws NotFoundException when the organization has no such delivery
     */
    public WebhookDelivery byId(long organizationId, long id) {
        return jdbc.sql(DELIVERY + " where d.organization_id = :organization and d.id = :id")
                .param("organization", organizationId)
                .param("id", id)
                .query(FindDeliveries::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Delivery", id));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    WebhookDelivery of(long event, long endpoint) {
        return jdbc.sql(DELIVERY + " where d.event_id = :event and d.endpoint_id = :endpoint")
                .param("event", event)
                .param("endpoint", endpoint)
                .query(FindDeliveries::row)
                .single();
    }

    private List<DeliveryAttempt> attempts(long delivery) {
        return jdbc.sql("select * from webhook_attempt where delivery_id = :delivery order by id")
                .param("delivery", delivery)
                .query((rs, rowNumber) -> new DeliveryAttempt(
                        rs.getTimestamp("attempted_at").toInstant(),
                        rs.getLong("duration_millis"),
                        rs.getObject("status", Integer.class),
                        rs.getString("error"),
                        rs.getString("answer")))
                .list();
    }

    private JdbcClient.StatementSpec matching(String sql, long organizationId, Filter filter) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("endpoint", filter.endpointId())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("type", filter.type() == null ? null : filter.type().word());
    }

    private static WebhookDelivery row(ResultSet rs, int rowNumber) throws SQLException {
        DeliveryState state = DeliveryState.valueOf(rs.getString("state"));
        Timestamp ended = rs.getTimestamp("ended_at");
        return new WebhookDelivery(
                rs.getLong("id"),
                rs.getLong("endpoint_id"),
                BinaryUuid.of(rs.getBytes("event_uuid")),
                rs.getString("type"),
                state,
                rs.getInt("attempts"),
                state == DeliveryState.QUEUED
                        ? rs.getTimestamp("next_attempt_at").toInstant()
                        : null,
                rs.getObject("last_status", Integer.class),
                rs.getTimestamp("created_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
