package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.RunQueue;
import dev.orgworks.domain.jobs.RunQueue.Depth;
import java.util.List;
import org.quartz.Scheduler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the triggers that Quartz lacks: as many as there are runs that are ready and threads that could take them, less
 * those that have not fired yet.
 */
@Component
class CountTriggers {

    private static final int AT_ONCE = 200;

    private final RunQueue queue;
    private final JobSettings settings;
    private final JdbcClient jdbc;

    CountTriggers(RunQueue queue, JobSettings settings, JdbcClient jdbc) {
        this.queue = queue;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /**
     * How many are missing, by the assumption that the nodes are of one size. Where they are not, one trigger too few costs a
     * second: while anything is ready, there is always at least one.
     *
     * @param lost running runs that no thread has, and that wait for one
     */
    int missing(int lost) {
        Depth depth = queue.depth();
        if (depth.light() + depth.heavy() + lost == 0) {
            return 0;
        }
        long nodes = jdbc.sql("select count(*) from QRTZ_SCHEDULER_STATE")
                .query(Long.class)
                .single();
        long free = nodes * settings.runsAtOnce() - depth.running() + lost;
        long freeHeavy = Math.max(0, nodes * settings.heavyRunsAtOnce() - depth.heavyRunning());
        long useful = Math.max(1, Math.min(free, lost + depth.light() + Math.min(depth.heavy(), freeHeavy)));
        return (int) Math.max(0, Math.min(AT_ONCE, useful - pending()));
    }

    private long pending() {
        return jdbc.sql("""
                        select count(*) from QRTZ_TRIGGERS
                        where TRIGGER_GROUP in (:groups) and TRIGGER_STATE in ('WAITING', 'ACQUIRED')
                        """)
                .param("groups", List.of(QuartzKeys.RUNS, Scheduler.DEFAULT_RECOVERY_GROUP))
                .query(Long.class)
                .single();
    }
}
