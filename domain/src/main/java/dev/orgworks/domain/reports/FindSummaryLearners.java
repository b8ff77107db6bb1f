package dev.orgworks.domain.reports;

import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.reports.SummaryLearner.Held;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what a summary says of learners, in the order of their external ids; by indexes alone. */
@Component
public class FindSummaryLearners {

    /** Where there are fewer of a status they are found by it and put in order, else they are met often enough in order. */
    private static final long FEW = 5_000;

    private final JdbcClient jdbc;
    private final FindHoldings holdings;
    private final FindSummaryCounts counts;

    FindSummaryLearners(JdbcClient jdbc, FindHoldings holdings, FindSummaryCounts counts) {
        this.jdbc = jdbc;
        this.holdings = holdings;
        this.counts = counts;
    }

    /** A learner as his row has it; {@code wroteBy} is the import that wrote it last. */
    private record Row(
            long id,
            String externalId,
            String login,
            @Nullable String name,
            LearnerStatus status,
            @Nullable BigDecimal progress,
            int courses,
            long events,
            @Nullable Timestamp lastActivityAt,
            @Nullable Long wroteBy,
            Instant joinedAt) {

        static Row of(ResultSet rs, int rowNumber) throws SQLException {
            return new Row(
                    rs.getLong("id"),
                    rs.getString("external_id"),
                    rs.getString("login"),
                    name(rs.getString("display_name"), rs.getString("first_name"), rs.getString("last_name")),
                    LearnerStatus.valueOf(rs.getString("status")),
                    rs.getBigDecimal("progress"),
                    rs.getInt("courses"),
                    rs.getLong("events"),
                    rs.getTimestamp("last_activity_at"),
                    rs.getObject("import_id", Long.class),
                    rs.getTimestamp("created_at").toInstant());
        }

        private static @Nullable String name(@Nullable String shown, @Nullable String first, @Nullable String last) {
            if (shown != null) {
                return shown;
            }
            String name = Stream.of(String.valueOf(first == null ? "" : first), last == null ? "" : last)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            return name.isEmpty() ? null : name;
        }

        /** Whoever enrolled himself has his address for an id and a login. */
        boolean mayHaveEnrolled() {
            return externalId.equals(login);
        }
    }

    /**
     * The page behind a learner.
     *
     * @param status only those of this one; null: all but the removed ones
     * @param key the key of the learner's external id; null: from the start
     */
    public List<SummaryLearner> after(
            long organizationId, @Nullable LearnerStatus status, @Nullable String key, int limit) {
        String index =
                status != null && count(organizationId, status) < FEW ? "learner_status" : "learner_external_key";
        List<Row> rows = jdbc.sql("""
                        select l.*, r.progress, coalesce(r.courses, 0) as courses, coalesce(r.events, 0) as events,
                               r.last_activity_at
                        from learner l force index (%s)
                        left join summary_learner r on r.organization_id = l.organization_id and r.learner_id = l.id
                        where l.organization_id = :organization and %s and l.external_key > :key
                        order by l.external_key limit :limit
                        """.formatted(index, status == null ? "l.status <> 'REMOVED'" : "l.status = :status"))
                .param("organization", organizationId)
                .param("status", status == null ? null : status.name())
                .param("key", key == null ? "" : key)
                .param("limit", limit)
                .query(Row::of)
                .list();
        List<Long> ids = rows.stream().map(Row::id).toList();
        Map<Long, List<Held>> held = holdings.seats(organizationId, ids);
        Map<Long, SummaryLearner.Source> came = holdings.enrolled(
                organizationId,
                rows.stream().filter(Row::mayHaveEnrolled).collect(Collectors.toMap(Row::id, Row::joinedAt)));
        return rows.stream()
                .map(row -> new SummaryLearner(
                        row.id(),
                        row.externalId(),
                        row.name(),
                        row.status(),
                        row.progress(),
                        row.courses(),
                        row.events(),
                        row.lastActivityAt() == null
                                ? null
                                : row.lastActivityAt().toInstant(),
                        held.getOrDefault(row.id(), List.of()),
                        came.getOrDefault(
                                row.id(),
                                row.wroteBy() == null ? SummaryLearner.Source.OTHER : SummaryLearner.Source.IMPORT),
                        row.joinedAt()))
                .toList();
    }

    /** How many there were to page through when they were counted last. */
    public long count(long organizationId, @Nullable LearnerStatus status) {
        Summary.Learners counted = counts.find(organizationId).learners(0);
        return status == null ? counted.total() : counted.byStatus().getOrDefault(status, 0L);
    }
}
