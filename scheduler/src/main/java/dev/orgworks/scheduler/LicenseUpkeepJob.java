package dev.orgworks.scheduler;

import dev.orgworks.domain.licenses.EnqueueUpkeeps;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Every minute: enqueues the upkeep of licences that is due. Its class name is stored with its trigger: keep it. */
@DisallowConcurrentExecution
class LicenseUpkeepJob implements Job {

    private final EnqueueUpkeeps enqueue;

    LicenseUpkeepJob(EnqueueUpkeeps enqueue) {
        this.enqueue = enqueue;
    }

    @Override
    public void execute(JobExecutionContext context) {
        enqueue.ofWhatIsDue();
    }
}
