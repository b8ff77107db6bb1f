package dev.orgworks.domain.jobs;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs a schedule's job by hand, now, also when it is paused; its next instant stays what it is. */
@Component
public class RunSchedule {

    private final JdbcClient jdbc;
    private final FindSchedules schedules;
    private final SchedulableJobs jobs;
    private final EnqueueRun enqueue;
    private final RecordAudit audit;

    RunSchedule(JdbcClient jdbc, FindSchedules schedules, SchedulableJobs jobs, EnqueueRun enqueue, RecordAudit audit) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.jobs = jobs;
        this.enqueue = enqueue;
        this.audit = audit;
    }

    /**
     * Enqueues a run; it waits for another one of the schedule.
     *
     * @return the run's id
     * @throws NotFoundException when the schedule is gone
     */
    @Transactional
    public UUID run(Actor actor, Schedule seen) {
        Schedule schedule = schedules.locked(seen.id());
        UUID run = enqueue.enqueue(actor, jobs.request(schedule, null));
        jdbc.sql("insert into job_schedule_run (run_id, schedule_id) values (:run, :schedule)")
                .param("run", BinaryUuid.bytes(run))
                .param("schedule", BinaryUuid.bytes(schedule.id()))
                .update();
        audit.record(
                actor,
                new AuditEntry(
                        schedule.organizationId(),
                        "schedule.ran",
                        "schedule",
                        schedule.id(),
                        null,
                        Map.of("job", run)));
        return run;
    }
}
