package dev.orgworks.api.jobs;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.SchedulableJob;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/** A schedulable job that does nothing, and wants to know whom to greet. */
@Component
public class Greetings implements BatchJob, SchedulableJob {

    @Override
    public String type() {
        return "greeting";
    }

    @Override
    public void check(@Nullable Long organizationId, Map<String, Object> parameters) {
        if (!(parameters.get("whom") instanceof String)) {
            throw new InvalidInputException("parameters.whom", "REQUIRED", "parameters.whom must say whom to greet");
        }
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        return steps.job(steps.once("greet", () -> {}));
    }
}
