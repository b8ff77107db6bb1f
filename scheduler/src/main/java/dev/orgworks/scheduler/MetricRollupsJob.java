package dev.orgworks.scheduler;

import dev.orgworks.domain.metrics.EnqueueRollups;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Every few minutes: enqueues the rollups of organizations whose day has turned. Its class name is stored with its trigger: keep it. */
@DisallowConcurrentExecution
class MetricRollupsJob implements Job {

    private final EnqueueRollups enqueue;

    MetricRollupsJob(EnqueueRollups enqueue) {
        this.enqueue = enqueue;
    }

    @Override
    public void execute(JobExecutionContext context) {
        long last = enqueue.ofTurnedDays(0);
        while (last > 0) {
            last = enqueue.ofTurnedDays(last);
        }
    }
}
