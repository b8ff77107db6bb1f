package dev.orgworks.scheduler;

import dev.orgworks.domain.reports.EnqueueSummaries;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Every minute: enqueues the rollups of summaries that are due. Its class name is stored with its trigger: keep it. */
@DisallowConcurrentExecution
class SummariesJob implements Job {

    private final EnqueueSummaries enqueue;

    SummariesJob(EnqueueSummaries enqueue) {
        this.enqueue = enqueue;
    }

    @Override
    public void execute(JobExecutionContext context) {
        long last = enqueue.ofWhatChanged(0);
        while (last > 0) {
            last = enqueue.ofWhatChanged(last);
        }
    }
}
