package dev.orgworks.domain.metrics;

import static java.util.Map.entry;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an organization's figures. */
@Component
public class FindMetrics {

    private static final Map<String, String> COLUMNS = Map.ofEntries(
            entry("id", "id"),
            entry("period", "period"),
            entry("periodStart", "period_start"),
            entry("periodEnd", "period_end"),
            entry("totalChats", "total_chats"),
            entry("activeChats", "active_chats"),
            entry("avgResponseTime", "avg_response_time"),
            entry("firstContactResolution", "first_contact_resolution"),
            entry("customerSatisfaction", "customer_satisfaction"),
            entry("escalationRate", "escalation_rate"),
            entry("aiResolutionRate", "ai_resolution_rate"),
            entry("ticketsResolved", "tickets_resolved"));

    private static final String MATCHING = """
             from performance_metric
            where organization_id = :organization and period in (:periods)
              and (:from is null or period_start >= :from)
              and (:to is null or period_start < :to)
            """;

    private final JdbcClient jdbc;

    FindMetrics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The fields that a list can be sorted by. */
    public Set<String> sortable() {
        return new TreeSet<>(COLUMNS.keySet());
    }

    /** A page of the figures that match. */
    public List<PerformanceMetric> list(long organizationId, FigureQuery query) {
        return matching(
                        "select *" + MATCHING + query.orderBy(COLUMNS, "period_start desc, id desc")
                                + " limit :limit offset :offset",
                        organizationId,
                        query)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query(FindMetrics::row)
                .list();
    }

    /** How many {@link #list} pages through. */
    public long count(long organizationId, FigureQuery query) {
        return matching("select count(*)" + MATCHING, organizationId, query)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec matching(String sql, long organizationId, FigureQuery query) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("periods", names(query.periods()))
                .param("from", query.from() == null ? null : Timestamp.from(query.from()))
                .param("to", query.to() == null ? null : Timestamp.from(query.to()));
    }

    /** Never empty. */
    static List<String> names(Set<Period> periods) {
        return Arrays.stream(Period.values())
                .filter(period -> periods.isEmpty() || periods.contains(period))
                .map(Period::name)
                .toList();
    }

    private static PerformanceMetric row(ResultSet rs, int rowNumber) throws SQLException {
        return new PerformanceMetric(
                BinaryUuid.of(rs.getBytes("id")),
                Period.valueOf(rs.getString("period")),
                rs.getTimestamp("period_start").toInstant(),
                rs.getTimestamp("period_end").toInstant(),
                rs.getLong("total_chats"),
                rs.getLong("active_chats"),
                rs.getObject("avg_response_time", Long.class),
                rs.getBigDecimal("first_contact_resolution"),
                rs.getBigDecimal("customer_satisfaction"),
                rs.getBigDecimal("escalation_rate"),
                rs.getBigDecimal("ai_resolution_rate"),
                rs.getLong("tickets_resolved"));
    }
}
