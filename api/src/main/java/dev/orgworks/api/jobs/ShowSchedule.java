package dev.orgworks.api.jobs;

import dev.orgworks.api.jobs.ScheduleView.Overlapping;
import dev.orgworks.api.jobs.ScheduleView.Ran;
import dev.orgworks.api.jobs.ScheduleView.Slot;
import dev.orgworks.domain.jobs.CatchUp;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.NextRun;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.jobs.ScheduledRun;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Shows a schedule with what came of it and what comes. */
@Component
class ShowSchedule {

    private static final int RUNS = 10;

    private final FindSchedules schedules;
    private final InstantSource clock;

    ShowSchedule(FindSchedules schedules, InstantSource clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    ScheduleView view(Schedule schedule) {
        Instant now = clock.instant();
        List<Ran> last = schedules.lastRuns(schedule.id(), RUNS).stream()
                .map(run -> new Ran(
                        run.scheduledFor(), dueSince(schedule, run, now).isPresent(), JobView.of(run.run(), now)))
                .toList();
        List<Slot> next = schedule.comingRuns(now, RUNS).stream().map(Slot::of).toList();
        return ScheduleView.of(
                schedule,
                last,
                next,
                schedules
                        .running(schedule.id())
                        .flatMap(run -> overlapping(schedule, run, now))
                        .orElse(null));
    }

    Instant now() {
        return clock.instant();
    }

    private static Optional<Overlapping> overlapping(Schedule schedule, ScheduledRun running, Instant now) {
        if (schedule.pause() != null) {
            return Optional.empty();
        }
        return dueSince(schedule, running, now)
                .map(due -> new Overlapping(
                        running.run().id(),
                        due,
                        "The job " + running.run().id()
                                + " takes longer than the interval: it still runs, and the next "
                                + "was due at " + due + ". Runs of a schedule never overlap: the next one waits until "
                                + "this one ends, and while one waits no others are enqueued"
                                + (schedule.catchUp() == CatchUp.ALL
                                        ? ", but for catchUp ALL, with which up to a hundred wait"
                                        : "")));
    }

    /** When the next one was due, if that was before the run ended, or now. */
    private static Optional<Instant> dueSince(Schedule schedule, ScheduledRun run, Instant now) {
        Instant started = run.run().startedAt();
        if (started == null) {
            return Optional.empty();
        }
        Instant end = Objects.requireNonNullElse(run.run().finishedAt(), now);
        Instant since = Objects.requireNonNullElse(run.scheduledFor(), started);
        return schedule.nextRuns().after(since).map(NextRun::at).filter(due -> due.isBefore(end));
    }
}
