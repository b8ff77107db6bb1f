package dev.orgworks.scheduler;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/**
 * Every second on one node: makes the triggers that are missing for the queued runs whose turn it is, be it that a process
 * died between commit and handover, that a run waited for another, or that its time has come.
 *
 * <p>And those for the running ones that nobody runs: those of a node that is gone and that Quartz did not recover (the node
 * that was to take it over went too), and those that this node lost, since the database was away when they ended.
 */
@DisallowConcurrentExecution
class SweepQueue implements Job {

    private final TriggerRun trigger;
    private final TakeRun take;

    SweepQueue(TriggerRun trigger, TakeRun take) {
        this.trigger = trigger;
        this.take = take;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        try {
            String node = context.getScheduler().getSchedulerInstanceId();
            trigger.triggerMissing(take.lost(node).size());
        } catch (SchedulerException e) {
            throw new JobExecutionException("The scheduler cannot say who it is", e);
        }
    }
}
