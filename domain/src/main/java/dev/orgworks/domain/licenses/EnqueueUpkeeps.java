package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.EnqueueRuns;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Enqueues the upkeep of all organizations of which the clock alone makes something due. */
@Component
public class EnqueueUpkeeps {

    private static final int PAGE = 500;
    private static final Duration RETRY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final EnqueueRuns enqueue;
    private final InstantSource clock;

    EnqueueUpkeeps(JdbcClient jdbc, EnqueueRuns enqueue, InstantSource clock) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.clock = clock;
    }

    /**
     * Of the organizations where an offer has run out or a pool has come into another state, unless a run is under way. One that
     * failed comes again after an hour.
     *
     * @return how many were enqueued
     */
    @Transactional
    public int ofWhatIsDue() {
        Instant now = clock.instant();
        List<Long> due = jdbc.sql("""
                        select distinct o.id from (
                            select organization_id from license_pool where tells_at <= :now
                            union all
                            select organization_id from license_waitlist
                            where state = 'OFFERED' and offer_expires_at <= :now) due
                        join organization o on o.id = due.organization_id
                        where o.deleted_at is null order by o.id limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", PAGE)
                .query(Long.class)
                .list();
        Set<String> busy = busy(due, now);
        return enqueue.enqueue(
                        Actor.job(EnqueueUpkeep.JOB),
                        due.stream()
                                .filter(id -> !busy.contains(EnqueueUpkeep.key(id)))
                                .map(id -> EnqueueUpkeep.request(id, false, null))
                                .toList())
                .size();
    }

    /**
     * The whole upkeep of the day (UTC) of the organizations behind one that have pools, by id, unless that was done; a page of
     * them.
     *
     * @return the last one looked at; 0: there are no more
     */
    @Transactional
    public long ofToday(long last) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Long> organizations = jdbc.sql("""
                        select id from organization o
                        where id > :last and deleted_at is null
                          and exists (select 1 from license_pool p where p.organization_id = o.id)
                        order by id limit :limit
                        """)
                .param("last", last)
                .param("limit", PAGE)
                .query(Long.class)
                .list();
        enqueue.enqueue(
                Actor.job(EnqueueUpkeep.JOB),
                organizations.stream()
                        .map(id -> EnqueueUpkeep.request(id, true, EnqueueUpkeep.key(id) + ":" + today))
                        .toList());
        return organizations.isEmpty() ? 0 : organizations.get(organizations.size() - 1);
    }

    private Set<String> busy(List<Long> organizations, Instant now) {
        if (organizations.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("""
                        select distinct exclusive_key from job_run
                        where exclusive_key in (:keys)
                          and (state in ('QUEUED', 'RUNNING', 'CANCELLING')
                               or (state = 'FAILED' and finished_at > :retry))
                        """)
                .param("keys", organizations.stream().map(EnqueueUpkeep::key).toList())
                .param("retry", Timestamp.from(now.minus(RETRY)))
                .query(String.class)
                .list());
    }
}
