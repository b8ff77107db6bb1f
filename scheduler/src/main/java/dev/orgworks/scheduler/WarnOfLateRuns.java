package dev.orgworks.scheduler;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.RecordEvent;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Warns, once for each, of queued runs that could long have started and did not: too few threads, no node that works, or a
 * fault. A run that waits for another of its exclusive key is not late before that one is done.
 */
@Component
class WarnOfLateRuns {

    private static final Logger LOG = LoggerFactory.getLogger(WarnOfLateRuns.class);
    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final JobSettings settings;
    private final RecordEvent events;
    private final Meters meters;
    private final InstantSource clock;

    WarnOfLateRuns(JdbcClient jdbc, JobSettings settings, RecordEvent events, Meters meters, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    private record Late(UUID runId, String type, Instant readySince) {}

    /**
     * Warns of those of whom nobody has been warned.
     *
     * @return how many they are
     */
    @Transactional
    public int warn() {
        List<Late> late = late().stream().filter(this::isFirst).toList();
        for (Late run : late) {
            LOG.warn(
                    "Run {} of {} could have started at {} and has not; see its waitingFor, and whether a node works",
                    run.runId(),
                    run.type(),
                    run.readySince());
            events.log(run.runId(), "It could have started at " + run.readySince() + " and has not");
            meters.late(run.type());
        }
        return late.size();
    }

    private List<Late> late() {
        return jdbc.sql("""
                        select * from (
                          select r.id, r.type,
                                 greatest(r.created_at, coalesce(r.not_before, r.created_at),
                                          coalesce((select max(o.finished_at) from job_run o
                                                    where o.exclusive_key = r.exclusive_key), r.created_at)) as ready_since
                          from job_run r
                          where r.state = 'QUEUED' and r.alarmed_at is null and r.created_at < :before
                            and (r.exclusive_key is null or not exists (
                                  select 1 from job_run o
                                  where o.exclusive_key = r.exclusive_key
                                    and (o.state in ('RUNNING', 'CANCELLING') or (o.state = 'QUEUED' and o.id < r.id))))
                        ) waiting
                        where ready_since < :before order by ready_since limit :limit
                        """)
                .param("before", Timestamp.from(clock.instant().minus(settings.lateAfter())))
                .param("limit", AT_ONCE)
                .query((rs, rowNumber) -> new Late(
                        BinaryUuid.of(rs.getBytes("id")),
                        rs.getString("type"),
                        rs.getTimestamp("ready_since").toInstant()))
                .list();
    }

    /** Several nodes look at the same queue. */
    private boolean isFirst(Late run) {
        return jdbc.sql("""
                        update job_run set alarmed_at = :now where id = :id and state = 'QUEUED' and alarmed_at is null
                        """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", BinaryUuid.bytes(run.runId()))
                        .update()
                == 1;
    }
}
