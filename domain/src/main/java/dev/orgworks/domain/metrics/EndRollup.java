package dev.orgworks.domain.metrics;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The last thing of a rollup: what follows from the periods, the proof that none is missing, and that nothing is open any more. */
@Component
class EndRollup {

    private final JdbcClient jdbc;
    private final CountActive active;
    private final InstantSource clock;

    EndRollup(JdbcClient jdbc, CountActive active, InstantSource clock) {
        this.jdbc = jdbc;
        this.active = active;
        this.clock = clock;
    }

    /**
     * Ends it.
     *
     * @return how many days were summed up and periods written, and what the days hold
     * @throws IllegalStateException when there are not as many days written as there are days
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Long> end(long organizationId) {
        active.spread(organizationId);
        rate(organizationId);
        prove(organizationId);
        Map<String, Long> counts = counts(organizationId);
        for (String table : List.of("metric_open_period", "metric_open_day")) {
            jdbc.sql("delete from " + table + " where organization_id = :organization")
                    .param("organization", organizationId)
                    .update();
        }
        return counts;
    }

    /** A representative's rating is the mean of all marks that he ever got. */
    private void rate(long organizationId) {
        jdbc.sql("""
                        update support_representative r
                        left join (select representative_id, %s as rating from metric_sum
                                   where organization_id = :organization and period = 'YEAR'
                                   group by representative_id) s on s.representative_id = r.id
                        set r.rating = s.rating, r.version = r.version + 1, r.updated_at = :now
                        where r.organization_id = :organization and not (r.rating <=> s.rating)
                        """.formatted(WritePeriods.mean("sum(mark_sum)", "sum(marks)")))
                .param("organization", organizationId)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private void prove(long organizationId) {
        long days = count("select count(*) from metric_day where organization_id = :organization", organizationId);
        long written = count(
                "select count(*) from performance_metric where organization_id = :organization and period = 'DAY'",
                organizationId);
        if (days != written) {
            throw new IllegalStateException("There are %d days, and figures of %d".formatted(days, written));
        }
    }

    private Map<String, Long> counts(long organizationId) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(
                "days",
                count("select count(*) from metric_open_day where organization_id = :organization", organizationId));
        counts.put(
                "periods",
                count("select count(*) from metric_open_period where organization_id = :organization", organizationId));
        jdbc.sql("""
                        select coalesce(sum(s.chats), 0) as chats, coalesce(sum(s.tickets_resolved), 0) as tickets
                        from metric_open_day o
                        join metric_sum s on s.organization_id = o.organization_id and s.period = 'DAY' and s.starts_on = o.day
                        where o.organization_id = :organization
                        """).param("organization", organizationId).query(rs -> {
            counts.put("conversations", rs.getLong("chats"));
            counts.put("ticketsResolved", rs.getLong("tickets"));
        });
        return counts;
    }

    private long count(String sql, long organizationId) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }
}
