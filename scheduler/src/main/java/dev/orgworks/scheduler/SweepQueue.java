package dev.orgworks.scheduler;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every second on one node: hands over the queued runs whose turn it is and that have no trigger, be it that a process died
 * between commit and handover, that a run waited for another, or that its time has come.
 */
@DisallowConcurrentExecution
class SweepQueue implements Job {

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final TriggerRun trigger;
    private final InstantSource clock;

    SweepQueue(JdbcClient jdbc, TriggerRun trigger, InstantSource clock) {
        this.jdbc = jdbc;
        this.trigger = trigger;
        this.clock = clock;
    }

    @Override
    public void execute(JobExecutionContext context) {
        ready(scheduler(context)).forEach(trigger::trigger);
    }

    private static String scheduler(JobExecutionContext context) {
        try {
            return context.getScheduler().getSchedulerName();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler has no name", e);
        }
    }

    private List<UUID> ready(String scheduler) {
        return jdbc.sql("""
                        select r.id from job_run r
                        where r.state = 'QUEUED' and (r.not_before is null or r.not_before <= :now)
                          and (r.exclusive_key is null or not exists (
                                select 1 from job_run o
                                where o.exclusive_key = r.exclusive_key
                                  and (o.state in ('RUNNING', 'CANCELLING') or (o.state = 'QUEUED' and o.id < r.id))))
                          and not exists (select 1 from QRTZ_TRIGGERS t
                                          where t.SCHED_NAME = :scheduler and t.TRIGGER_NAME = lower(hex(r.id))
                                            and t.TRIGGER_GROUP = :group)
                        order by r.priority desc, r.id limit :limit
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("scheduler", scheduler)
                .param("group", QuartzKeys.RUNS)
                .param("limit", AT_ONCE)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list();
    }
}
