package dev.orgworks.domain.jobs;

import dev.orgworks.domain.InvalidInputException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The types that may be scheduled. */
@Component
class SchedulableJobs {

    private final SortedMap<String, SchedulableJob> jobs = new TreeMap<>();

    SchedulableJobs(ObjectProvider<SchedulableJob> schedulable) {
        schedulable.forEach(job -> jobs.put(job.type(), job));
    }

    /** @throws InvalidInputException when the type cannot be scheduled, or not with these parameters */
    void check(String type, @Nullable Long organizationId, Map<String, Object> parameters) {
        SchedulableJob job = jobs.get(type);
        if (job == null) {
            throw new InvalidInputException(
                    "type",
                    "INVALID",
                    "type must be one that can be scheduled: "
                            + (jobs.isEmpty() ? "there is none" : String.join(", ", jobs.keySet())));
        }
        for (String taken : new String[] {SchedulableJob.SCHEDULE_ID, SchedulableJob.SCHEDULED_FOR}) {
            if (parameters.containsKey(taken)) {
                throw new InvalidInputException(
                        "parameters." + taken,
                        "INVALID",
                        "parameters." + taken + " is filled in by the schedule itself");
            }
        }
        job.check(organizationId, parameters);
    }

    /**
     * The request of a run.
     *
     * @param scheduledFor null: somebody runs it by hand
     */
    RunRequest request(Schedule schedule, @Nullable Instant scheduledFor) {
        RunRequest usual = new RunRequest(
                schedule.organizationId(),
                schedule.type(),
                schedule.payload(scheduledFor),
                scheduledFor == null ? null : Schedule.dedupKey(schedule.id(), scheduledFor),
                Schedule.exclusiveKey(schedule.id()),
                0);
        SchedulableJob job = jobs.get(schedule.type());
        return job == null ? usual : job.request(usual);
    }
}
