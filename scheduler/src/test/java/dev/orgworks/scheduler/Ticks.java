package dev.orgworks.scheduler;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.SchedulableJob;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/** A schedulable job that only notes the instants for which it ran, whichever node of this JVM ran it. */
@Component
class Ticks implements BatchJob, SchedulableJob {

    static final String TYPE = "tick";

    private static final Map<String, List<String>> RAN = new ConcurrentHashMap<>();

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public void check(@Nullable Long organizationId, Map<String, Object> parameters) {
        if (parameters.containsKey("wrong")) {
            throw new InvalidInputException("parameters.wrong", "INVALID", "parameters.wrong is wrong");
        }
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        return steps.job(steps.once(
                "tick",
                () -> of(String.valueOf(run.payload().get(SCHEDULE_ID)))
                        .add(String.valueOf(run.payload().get(SCHEDULED_FOR)))));
    }

    /** The instants for which a schedule's runs ran, in their order; {@code null} in words for those by hand. */
    static List<String> of(Object scheduleId) {
        return RAN.computeIfAbsent(scheduleId.toString(), id -> new CopyOnWriteArrayList<>());
    }
}
