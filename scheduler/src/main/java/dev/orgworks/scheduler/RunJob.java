package dev.orgworks.scheduler;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;

/**
 * The one Quartz job that carries runs out: a trigger of it makes one free thread look for one run. Its class name is stored
 * with every trigger: keep it.
 */
class RunJob implements Job {

    private final ExecuteRun execute;

    RunJob(ExecuteRun execute) {
        this.execute = execute;
    }

    @Override
    public void execute(JobExecutionContext context) {
        try {
            execute.execute(context.getScheduler().getSchedulerInstanceId());
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler has no instance id", e);
        }
    }
}
