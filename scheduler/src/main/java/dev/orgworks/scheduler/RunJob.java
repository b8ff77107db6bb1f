package dev.orgworks.scheduler;

import java.util.UUID;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;

/**
 * The one Quartz job that carries runs out. Its class name is stored with every trigger: keep it.
 */
class RunJob implements Job {

    private final ExecuteRun execute;

    RunJob(ExecuteRun execute) {
        this.execute = execute;
    }

    @Override
    public void execute(JobExecutionContext context) {
        var data = context.getMergedJobDataMap();
        UUID runId = UUID.fromString(data.getString(QuartzKeys.RUN_ID));
        boolean takeOver = context.isRecovering() || Boolean.parseBoolean(data.getString(QuartzKeys.TAKE_OVER));
        try {
            execute.execute(runId, context.getScheduler().getSchedulerInstanceId(), takeOver);
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler has no instance id", e);
        }
    }
}
