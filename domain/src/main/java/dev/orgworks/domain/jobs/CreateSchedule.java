package dev.orgworks.domain.jobs;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a schedule. */
@Component
public class CreateSchedule {

    private final WriteSchedule write;
    private final SchedulableJobs jobs;
    private final FindSchedules schedules;
    private final RecordAudit audit;
    private final InstantSource clock;

    CreateSchedule(
            WriteSchedule write,
            SchedulableJobs jobs,
            FindSchedules schedules,
            RecordAudit audit,
            InstantSource clock) {
        this.write = write;
        this.jobs = jobs;
        this.schedules = schedules;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a schedule, whose first run is the next that its rhythm says.
     *
     * @throws InvalidInputException when its type cannot be scheduled, or not with its parameters
     */
    @Transactional
    public Schedule create(Actor actor, NewSchedule wish) {
        jobs.check(wish.type(), wish.organizationId(), wish.parameters());
        ZoneId zone = wish.zone() == null ? schedules.zoneOf(wish.organizationId()) : wish.zone();
        Instant now = clock.instant();
        Schedule made = new Schedule(
                BinaryUuid.next(),
                wish.organizationId(),
                wish.name(),
                wish.type(),
                wish.rhythm(),
                wish.zone(),
                zone,
                wish.parameters(),
                wish.catchUp(),
                null,
                new NextRuns(wish.rhythm(), zone).after(now).map(NextRun::at).orElse(null),
                null,
                0,
                actor.name(),
                now,
                now);
        write.write(made);
        audit.record(
                actor,
                new AuditEntry(made.organizationId(), "schedule.created", "schedule", made.id(), null, made.told()));
        return made;
    }
}
