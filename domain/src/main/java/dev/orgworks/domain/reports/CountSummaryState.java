package dev.orgworks.domain.reports;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts how things stand. */
@Component
class CountSummaryState {

    private static final Duration ACTIVE = Duration.ofDays(30);

    /** A measure's counts by subject. */
    private static final List<String> COUNTS = List.of("""
            select 'LEARNERS' as measure, status as subject, count(*) as n
            from learner where organization_id = :organization group by status
            """, """
            select 'LEARNERS.ACTIVE_30' as measure, '' as subject, count(*) as n
            from summary_learner where organization_id = :organization and last_activity_at > :active
            """, """
            select 'SEATS' as measure, product as subject, sum(total) as n
            from license_pool where organization_id = :organization group by product
            """, """
            select 'SEATS.USED' as measure, product as subject, sum(used) as n
            from license_pool where organization_id = :organization group by product
            """, """
            select 'SEATS.IDLE' as measure, p.product as subject, count(*) as n
            from license_pool p join license_seat s on s.pool_id = p.id and s.live = 1
            where p.organization_id = :organization and s.state = 'ACTIVE'
              and coalesce(s.last_used_at, s.given_at) <= date_sub(:now, interval coalesce(p.idle_days, 30) day)
            group by p.product
            """, """
            select 'INVITES.OPEN' as measure, '' as subject, count(*) as n
            from organization_invite
            where organization_id = :organization and state = 'PENDING' and expires_at > :now
            """, """
            select 'WAITING' as measure, '' as subject, count(*) as n
            from license_waitlist where organization_id = :organization and live = 1
            """);

    private record Count(String measure, String subject, long n) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;

    CountSummaryState(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Counts as of an instant.
     *
     * @return how many learners there are, removed ones too
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long count(long organizationId, Instant now) {
        List<Count> counts = new ArrayList<>();
        for (String sql : COUNTS) {
            counts.addAll(jdbc.sql(sql)
                    .param("organization", organizationId)
                    .param("active", Timestamp.from(now.minus(ACTIVE)))
                    .param("now", Timestamp.from(now))
                    .query((rs, rowNumber) ->
                            new Count(rs.getString("measure"), rs.getString("subject"), rs.getLong("n")))
                    .list());
        }
        jdbc.sql("delete from summary_count where organization_id = :organization")
                .param("organization", organizationId)
                .update();
        batches.batchUpdate(
                """
                insert into summary_count (organization_id, measure, subject, n)
                values (:organization, :measure, :subject, :n)
                """,
                counts.stream()
                        .map(count -> new MapSqlParameterSource()
                                .addValue("organization", organizationId)
                                .addValue("measure", count.measure())
                                .addValue("subject", count.subject())
                                .addValue("n", count.n()))
                        .toArray(SqlParameterSource[]::new));
        return counts.stream()
                .filter(count -> count.measure().equals(SummaryMeasure.LEARNERS))
                .mapToLong(Count::n)
                .sum();
    }
}
