package dev.orgworks.scheduler;

import dev.orgworks.domain.licenses.EnqueueUpkeeps;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Every night: enqueues the whole upkeep of all licences. Its class name is stored with its trigger: keep it. */
@DisallowConcurrentExecution
class LicenseNightJob implements Job {

    private final EnqueueUpkeeps enqueue;

    LicenseNightJob(EnqueueUpkeeps enqueue) {
        this.enqueue = enqueue;
    }

    @Override
    public void execute(JobExecutionContext context) {
        long last = enqueue.ofToday(0);
        while (last > 0) {
            last = enqueue.ofToday(last);
        }
    }
}
