package dev.orgworks.scheduler;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every second on one node: hands over the queued runs whose turn it is and that have no trigger, be it that a process died
 * between commit and handover, that a run waited for another, or that its time has come.
 *
 * <p>And the running ones that nobody runs: those of a node that is gone and that Quartz did not recover (the node that was
 * to take it over went too), and those that this node lost, since the database was away when they ended.
 */
@DisallowConcurrentExecution
class SweepQueue implements Job {

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final TriggerRun trigger;
    private final ExecuteRun executing;
    private final InstantSource clock;

    SweepQueue(JdbcClient jdbc, TriggerRun trigger, ExecuteRun executing, InstantSource clock) {
        this.jdbc = jdbc;
        this.trigger = trigger;
        this.executing = executing;
        this.clock = clock;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        Scheduler scheduler = context.getScheduler();
        try {
            ready(scheduler.getSchedulerName()).forEach(trigger::trigger);
            leftBehind(scheduler.getSchedulerInstanceId()).stream()
                    .filter(run -> !executing.executes(run))
                    .forEach(trigger::takeOver);
        } catch (SchedulerException e) {
            throw new JobExecutionException("The scheduler cannot say who it is", e);
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

    /** What Quartz is about to recover is left to it. */
    private List<UUID> leftBehind(String thisNode) {
        return jdbc.sql("""
                        select r.id from job_run r
                        where r.state in ('RUNNING', 'CANCELLING')
                          and (r.node = :node
                               or not exists (select 1 from QRTZ_SCHEDULER_STATE n where n.INSTANCE_NAME = r.node))
                          and not exists (select 1 from QRTZ_TRIGGERS t where t.TRIGGER_GROUP = :recovering)
                        order by r.id limit :limit
                        """)
                .param("node", thisNode)
                .param("recovering", Scheduler.DEFAULT_RECOVERY_GROUP)
                .param("limit", AT_ONCE)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list();
    }
}
