package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The order in which queued runs start: first those of the organization of which the fewest run, then those of higher
 * priority, then the oldest. So however much one organization enqueues, another's run is among the next to start.
 */
@Component
@EnableConfigurationProperties(JobSettings.class)
public class RunQueue {

    /** A queued run whose turn it may be. */
    public record Candidate(UUID runId, boolean heavy) {}

    /**
     * What the queue holds.
     *
     * @param light ready runs that are not heavy
     * @param heavy ready runs that are
     * @param running all that run
     * @param heavyRunning of these the heavy ones
     */
    public record Depth(long light, long heavy, long running, long heavyRunning) {}

    private static final String READY = """
            r.state = 'QUEUED' and (r.not_before is null or r.not_before <= :now)
              and (r.exclusive_key is null or not exists (
                    select 1 from job_run o
                    where o.exclusive_key = r.exclusive_key
                      and (o.state in ('RUNNING', 'CANCELLING') or (o.state = 'QUEUED' and o.id < r.id))))
            """;
    private static final String BUSY = """
            (select organization_id, count(*) as runs from job_run
              where state in ('RUNNING', 'CANCELLING') group by organization_id)
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RunQueue(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The runs that are next.
     *
     * @param heavyToo whether a heavy one may be among them
     */
    public List<Candidate> next(boolean heavyToo, int limit) {
        return jdbc.sql("""
                        select r.id, r.heavy from job_run r
                        left join %s busy on busy.organization_id <=> r.organization_id
                        where %s and (:heavyToo or not r.heavy)
                        order by coalesce(busy.runs, 0), r.priority desc, r.id limit :limit
                        """.formatted(BUSY, READY))
                .param("now", now())
                .param("heavyToo", heavyToo)
                .param("limit", limit)
                .query(RunQueue::candidate)
                .list();
    }

    /** What it holds now. */
    public Depth depth() {
        return jdbc.sql("""
                        select
                          (select count(*) from job_run r where %s and not r.heavy) as light,
                          (select count(*) from job_run r where %s and r.heavy) as heavy,
                          (select count(*) from job_run where state in ('RUNNING', 'CANCELLING')) as running,
                          (select count(*) from job_run where state in ('RUNNING', 'CANCELLING') and heavy) as heavy_running
                        """.formatted(READY, READY))
                .param("now", now())
                .query((rs, rowNumber) -> new Depth(
                        rs.getLong("light"), rs.getLong("heavy"), rs.getLong("running"), rs.getLong("heavy_running")))
                .single();
    }

    /** How many queued runs that are due would start before this one, were threads scarce. */
    public long before(JobRun run) {
        return jdbc.sql("""
                        select count(*) from job_run r
                        left join %s busy on busy.organization_id <=> r.organization_id
                        cross join (select count(*) as runs from job_run
                                     where state in ('RUNNING', 'CANCELLING') and organization_id <=> :organization) own
                        where r.state = 'QUEUED' and (r.not_before is null or r.not_before <= :now)
                          and (coalesce(busy.runs, 0) < own.runs
                               or (coalesce(busy.runs, 0) = own.runs
                                   and (r.priority > :priority or (r.priority = :priority and r.id < :id))))
                        """.formatted(BUSY))
                .param("organization", run.organizationId())
                .param("now", now())
                .param("priority", run.priority())
                .param("id", BinaryUuid.bytes(run.id()))
                .query(Long.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Candidate candidate(ResultSet rs, int rowNumber) throws SQLException {
        return new Candidate(BinaryUuid.of(rs.getBytes("id")), rs.getBoolean("heavy"));
    }
}
