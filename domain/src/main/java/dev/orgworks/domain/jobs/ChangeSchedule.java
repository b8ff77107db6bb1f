package dev.orgworks.domain.jobs;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.organizations.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes, pauses and resumes a schedule. */
@Component
public class ChangeSchedule {

    private static final Duration LONGEST_PAUSE = Duration.ofDays(3_660);

    private final FindSchedules schedules;
    private final WriteSchedule write;
    private final SchedulableJobs jobs;
    private final RecordAudit audit;
    private final InstantSource clock;

    ChangeSchedule(
            FindSchedules schedules,
            WriteSchedule write,
            SchedulableJobs jobs,
            RecordAudit audit,
            InstantSource clock) {
        this.schedules = schedules;
        this.write = write;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Changes a schedule. What is due during a pause is not made up for when it ends.
     *
     * @throws ConflictException when somebody changed it since the version that the caller's body says
     * @throws dev.orgworks.domain.OutdatedException when it is not one of the versions that he expects
     * @throws InvalidInputException when it is paused without a reason or until an instant that passed, or its job does not
     *     take the parameters
     * @throws NotFoundException when it is gone
     */
    @Transactional
    public Schedule change(Actor actor, Schedule seen, ScheduleChange change) {
        Schedule before = schedules.locked(seen.id());
        change.expected().check("schedule", before.version());
        if (change.version() != null && change.version() != before.version()) {
            throw new ConflictException(
                    "STALE",
                    "Somebody changed the schedule in between; look at version " + before.version() + " first");
        }
        Schedule after = applied(actor, before, change);
        if (after.told().equals(before.told())) {
            return before;
        }
        jobs.check(after.type(), after.organizationId(), after.parameters());
        write.write(after);
        audit.record(
                actor,
                new AuditEntry(
                        after.organizationId(),
                        action(before, after),
                        "schedule",
                        after.id(),
                        before.told(),
                        after.told()));
        return schedules.byId(after.id(), Reach.EVERYTHING);
    }

    private Schedule applied(Actor actor, Schedule before, ScheduleChange change) {
        Rhythm rhythm = Objects.requireNonNullElse(change.rhythm(), before.rhythm());
        @Nullable
        ZoneId ownZone = change.organizationsZone() ? null : change.zone() == null ? before.ownZone() : change.zone();
        Instant now = clock.instant();
        Schedule.@Nullable Pause pause = pause(actor, before, change, now);
        ZoneId zone = ownZone == null ? schedules.zoneOf(before.organizationId()) : ownZone;
        boolean recomputed = change.rhythm() != null || !zone.equals(before.zone()) || before.nextAt() == null;
        @Nullable
        Instant next = recomputed
                ? new NextRuns(rhythm, zone).after(now).map(NextRun::at).orElse(null)
                : before.nextAt();
        return new Schedule(
                before.id(),
                before.organizationId(),
                Objects.requireNonNullElse(change.name(), before.name()),
                before.type(),
                rhythm,
                ownZone,
                zone,
                Objects.requireNonNullElse(change.parameters(), before.parameters()),
                Objects.requireNonNullElse(change.catchUp(), before.catchUp()),
                pause,
                pause == null ? next : null,
                before.lastAt(),
                before.version() + 1,
                before.createdBy(),
                before.createdAt(),
                now);
    }

    private static Schedule.@Nullable Pause pause(Actor actor, Schedule before, ScheduleChange change, Instant now) {
        if (change.paused() == null) {
            if (change.reason() != null) {
                throw new InvalidInputException(
                        "reason", "INVALID", "reason says why a schedule is paused; say paused too");
            }
            if (change.resumeAt() != null) {
                throw new InvalidInputException(
                        "resumeAt", "INVALID", "resumeAt says when a pause ends; say paused and reason too");
            }
            return before.pause();
        }
        if (!change.paused()) {
            if (change.resumeAt() != null) {
                throw new InvalidInputException(
                        "resumeAt", "INVALID", "resumeAt says when a pause ends; leave it out to end one now");
            }
            return null;
        }
        if (change.reason() == null || change.reason().isBlank()) {
            throw new InvalidInputException("reason", "REQUIRED", "reason must say why the schedule is paused");
        }
        return new Schedule.Pause(now, actor.name(), change.reason().strip(), resumeAt(change.resumeAt(), now));
    }

    private static @Nullable Instant resumeAt(@Nullable Instant wish, Instant now) {
        if (wish == null) {
            return null;
        }
        if (!wish.isAfter(now) || wish.isAfter(now.plus(LONGEST_PAUSE))) {
            throw new InvalidInputException(
                    "resumeAt",
                    "OUT_OF_RANGE",
                    "resumeAt must be an instant of the next ten years; leave it out to pause until somebody resumes it");
        }
        return wish.truncatedTo(ChronoUnit.MICROS);
    }

    private static String action(Schedule before, Schedule after) {
        if ((before.pause() == null) == (after.pause() == null)) {
            return "schedule.changed";
        }
        return after.pause() == null ? "schedule.resumed" : "schedule.paused";
    }
}
