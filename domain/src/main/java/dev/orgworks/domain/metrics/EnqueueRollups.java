package dev.orgworks.domain.metrics;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.EnqueueRuns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Enqueues the rollups of all organizations whose local day has turned since their last one. */
@Component
public class EnqueueRollups {

    private static final int PAGE = 500;
    private static final int PRIORITY = -5;

    /** How long after midnight: what was under way then has come to rest. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final EnqueueRuns enqueue;
    private final InstantSource clock;

    EnqueueRollups(JdbcClient jdbc, EnqueueRuns enqueue, InstantSource clock) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.clock = clock;
    }

    private record Candidate(long organizationId, ZoneId zone, Watermark watermark) {

        static Candidate of(ResultSet rs, int rowNumber) throws SQLException {
            return new Candidate(
                    rs.getLong("id"), ZoneId.of(rs.getString("organization_zone")), Watermark.of(rs, rowNumber));
        }

        boolean isDue(Instant now) {
            @Nullable LocalDate through = watermark.through();
            return through == null
                    || !zone.equals(watermark.zone())
                    || through.isBefore(new LocalDays(zone).of(now.minus(AFTER_MIDNIGHT)));
        }

        /** Once a local day, and once more when the organization moved to another zone. */
        String dedupKey(Instant now) {
            return EnqueueRollup.key(organizationId) + ":" + zone + ":" + new LocalDays(zone).of(now);
        }
    }

    /**
     * Of a page of the organizations behind one that have facts, by id.
     *
     * @return the last one looked at; 0: there are no more
     */
    @Transactional
    public long ofTurnedDays(long last) {
        Instant now = clock.instant();
        List<Candidate> candidates = candidates(last);
        enqueue.enqueue(
                Actor.job(EnqueueRollup.JOB),
                candidates.stream()
                        .filter(candidate -> candidate.isDue(now))
                        .map(candidate -> EnqueueRollup.request(
                                candidate.organizationId(), Map.of(), candidate.dedupKey(now), PRIORITY))
                        .toList());
        return candidates.isEmpty() ? 0 : candidates.get(candidates.size() - 1).organizationId();
    }

    /** The limits keep the database from looking through all facts at once. */
    private List<Candidate> candidates(long last) {
        return jdbc.sql("""
                        select o.id, o.time_zone as organization_zone, w.time_zone, w.through_day
                        from organization o left join metric_watermark w on w.organization_id = o.id
                        where o.id > :last and o.deleted_at is null
                          and (w.organization_id is not null
                               or (select c.organization_id from support_conversation c
                                   where c.organization_id = o.id limit 1) is not null
                               or (select t.organization_id from support_ticket t
                                   where t.organization_id = o.id limit 1) is not null)
                        order by o.id limit :limit
                        """)
                .param("last", last)
                .param("limit", PAGE)
                .query(Candidate::of)
                .list();
    }
}
