package dev.orgworks.domain.metrics;

import static java.util.Map.entry;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.metrics.TeamPerformance.Trend;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the figures of an organization's representatives. */
@Component
public class FindTeamPerformance {

    /**
     * Figures and whose they are.
     *
     * @param name the representative's; null, like the address: there is no such representative any more
     */
    public record Entry(
            TeamPerformance figures,
            @Nullable String name,
            @Nullable String email) {}

    private static final Map<String, String> COLUMNS = Map.ofEntries(
            entry("id", "p.id"),
            entry("representativeId", "p.representative_id"),
            entry("period", "p.period"),
            entry("periodStart", "p.period_start"),
            entry("periodEnd", "p.period_end"),
            entry("ticketsHandled", "p.tickets_handled"),
            entry("avgResponseTime", "p.avg_response_time"),
            entry("resolutionRate", "p.resolution_rate"),
            entry("customerSatisfaction", "p.customer_satisfaction"),
            entry("trend", "p.trend"));

    private static final String MATCHING = """
             where p.organization_id = :organization and p.period in (:periods)
               and (:from is null or p.period_start >= :from)
               and (:to is null or p.period_start < :to)
               and (:everybody or p.representative_id in (:representatives))
            """;

    private final JdbcClient jdbc;

    FindTeamPerformance(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The fields that a list can be sorted by. */
    public Set<String> sortable() {
        return new TreeSet<>(COLUMNS.keySet());
    }

    /** A page of the figures that match. */
    public List<Entry> list(long organizationId, FigureQuery query) {
        // of one kind of period, the newest are the last ones of the primary key
        String last = query.periods().size() == 1
                ? "p.starts_on desc, p.representative_id desc"
                : "p.period_start desc, p.id desc";
        return matching(
                        """
                        select p.*, u.name, u.email
                          from team_performance p
                          left join support_representative r on r.id = p.representative_id
                          left join support_user u on u.id = r.user_id
                        """ + MATCHING + query.orderBy(COLUMNS, last) + " limit :limit offset :offset",
                        organizationId,
                        query)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query(FindTeamPerformance::row)
                .list();
    }

    /** How many {@link #list} pages through. */
    public long count(long organizationId, FigureQuery query) {
        return matching("select count(*) from team_performance p" + MATCHING, organizationId, query)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec matching(String sql, long organizationId, FigureQuery query) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("periods", FindMetrics.names(query.periods()))
                .param("from", query.from() == null ? null : Timestamp.from(query.from()))
                .param("to", query.to() == null ? null : Timestamp.from(query.to()))
                .param("everybody", query.representatives().isEmpty())
                .param(
                        "representatives",
                        query.representatives().isEmpty()
                                ? List.of(new byte[0])
                                : query.representatives().stream()
                                        .map(BinaryUuid::bytes)
                                        .toList());
    }

    private static Entry row(ResultSet rs, int rowNumber) throws SQLException {
        return new Entry(
                new TeamPerformance(
                        BinaryUuid.of(rs.getBytes("id")),
                        BinaryUuid.of(rs.getBytes("representative_id")),
                        Period.valueOf(rs.getString("period")),
                        rs.getTimestamp("period_start").toInstant(),
                        rs.getTimestamp("period_end").toInstant(),
                        rs.getLong("tickets_handled"),
                        rs.getObject("avg_response_time", Long.class),
                        rs.getBigDecimal("resolution_rate"),
                        rs.getBigDecimal("customer_satisfaction"),
                        Trend.valueOf(rs.getString("trend"))),
                rs.getString("name"),
                rs.getString("email"));
    }
}
