package dev.orgworks.domain.reports;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.EnqueueRuns;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.metrics.LocalDays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enqueues the rollups of all organizations of which something changed, whose day has turned or that moved to another zone. That
 * something changed is what the organization's audit tells: whatever people or jobs do is in it.
 */
@Component
@EnableConfigurationProperties(SummarySettings.class)
public class EnqueueSummaries {

    private static final int PAGE = 500;
    private static final Duration RETRY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final EnqueueRuns enqueue;
    private final SummarySettings settings;
    private final InstantSource clock;

    EnqueueSummaries(JdbcClient jdbc, EnqueueRuns enqueue, SummarySettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.settings = settings;
        this.clock = clock;
    }

    private record Candidate(
            long organizationId,
            ZoneId present,
            @Nullable String zone,
            Instant countedAt,
            @Nullable Timestamp begunAt,
            boolean changed,
            boolean factsBehind) {

        static Candidate of(ResultSet rs, int rowNumber) throws SQLException {
            return new Candidate(
                    rs.getLong("id"),
                    ZoneId.of(rs.getString("present_zone")),
                    rs.getString("time_zone"),
                    rs.getTimestamp("counted_at").toInstant(),
                    rs.getTimestamp("begun_at"),
                    rs.getBoolean("changed"),
                    rs.getBoolean("facts_behind"));
        }

        boolean isWhole(Instant now, Duration every) {
            LocalDays days = new LocalDays(present);
            return (zone != null && !present.getId().equals(zone))
                    || (zone != null && days.of(countedAt).isBefore(days.of(now)))
                    || (changed && !countedAt.isAfter(now.minus(every)));
        }

        boolean hasFacts(Instant now) {
            return factsBehind && (begunAt == null || !begunAt.toInstant().isAfter(now.minus(EnqueueSummary.BETWEEN)));
        }
    }

    /**
     * Of a page of the organizations behind one that have learners or facts, by id, unless a run is under way. One that failed
     * comes again after an hour.
     *
     * @return the last one looked at; 0: there are no more
     */
    @Transactional
    public long ofWhatChanged(long last) {
        Instant now = clock.instant();
        List<Candidate> candidates = candidates(last);
        List<RunRequest> due = new ArrayList<>();
        for (Candidate candidate : candidates) {
            boolean whole = candidate.isWhole(now, settings.every());
            if (whole || candidate.hasFacts(now)) {
                due.add(EnqueueSummary.request(candidate.organizationId(), whole));
            }
        }
        Set<String> busy = busy(due, now);
        enqueue.enqueue(
                Actor.job(EnqueueSummary.JOB),
                due.stream()
                        .filter(request -> !busy.contains(request.exclusiveKey()))
                        .toList());
        return candidates.isEmpty() ? 0 : candidates.get(candidates.size() - 1).organizationId();
    }

    /** The limit keeps the database from looking through all learners at once. */
    private List<Candidate> candidates(long last) {
        return jdbc.sql("""
                        select o.id, o.time_zone as present_zone, s.time_zone, s.begun_at,
                               coalesce(s.as_of, o.created_at) as counted_at,
                               coalesce(c.seq, 0) <> coalesce(s.audit_seq, -1) as changed,
                               coalesce(a.last_id, 0) > coalesce(s.facts_through, 0) as facts_behind
                        from organization o
                        left join summary_state s on s.organization_id = o.id
                        left join activity_sequence a on a.organization_id = o.id
                        left join audit_chain c on c.chain = o.id
                        where o.id > :last and o.deleted_at is null
                          and (s.organization_id is not null or a.organization_id is not null
                               or (select l.organization_id from learner l where l.organization_id = o.id limit 1) is not null)
                        order by o.id limit :limit
                        """)
                .param("last", last)
                .param("limit", PAGE)
                .query(Candidate::of)
                .list();
    }

    private Set<String> busy(List<RunRequest> due, Instant now) {
        if (due.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("""
                        select distinct exclusive_key from job_run
                        where exclusive_key in (:keys)
                          and (state in ('QUEUED', 'RUNNING', 'CANCELLING')
                               or (state = 'FAILED' and finished_at > :retry))
                        """)
                .param("keys", due.stream().map(RunRequest::exclusiveKey).toList())
                .param("retry", Timestamp.from(now.minus(RETRY)))
                .query(String.class)
                .list());
    }
}
