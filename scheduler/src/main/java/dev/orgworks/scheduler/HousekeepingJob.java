package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.EnqueueHousekeeping;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Enqueues the day's housekeeping; its class name is stored with its trigger: keep it. */
class HousekeepingJob implements Job {

    private final EnqueueHousekeeping enqueue;

    HousekeepingJob(EnqueueHousekeeping enqueue) {
        this.enqueue = enqueue;
    }

    @Override
    public void execute(JobExecutionContext context) {
        enqueue.ofToday();
    }
}
