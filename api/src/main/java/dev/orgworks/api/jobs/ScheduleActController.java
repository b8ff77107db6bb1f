package dev.orgworks.api.jobs;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.jobs.ScheduleRequests.Pause;
import dev.orgworks.api.jobs.ScheduleView.Slot;
import dev.orgworks.domain.jobs.ChangeSchedule;
import dev.orgworks.domain.jobs.Cron;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.NextRuns;
import dev.orgworks.domain.jobs.RunSchedule;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.jobs.ScheduleChange;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is done with schedules: pausing, resuming, running by hand; and when a cron would run. */
@RestController
@RequestMapping("/api/schedules")
class ScheduleActController {

    private static final int PREVIEWED = 10;

    private final FindSchedules schedules;
    private final ShowSchedule show;
    private final ChangeSchedule change;
    private final RunSchedule run;
    private final FindRuns runs;

    ScheduleActController(
            FindSchedules schedules, ShowSchedule show, ChangeSchedule change, RunSchedule run, FindRuns runs) {
        this.schedules = schedules;
        this.show = show;
        this.change = change;
        this.run = run;
        this.runs = runs;
    }

    @PostMapping("/{scheduleId}/pause")
    @Idempotent
    @Requires(Role.MANAGER)
    ApiResponse<ScheduleView> pause(Caller caller, @PathVariable UUID scheduleId, @Valid @RequestBody Pause body) {
        return ApiResponse.of(
                "Schedule paused", changed(caller, scheduleId, ScheduleChange.pause(body.reason(), body.resumeAt())));
    }

    @PostMapping("/{scheduleId}/resume")
    @Idempotent
    @Requires(Role.MANAGER)
    ApiResponse<ScheduleView> resume(Caller caller, @PathVariable UUID scheduleId) {
        return ApiResponse.of("Schedule resumed", changed(caller, scheduleId, ScheduleChange.resume()));
    }

    @PostMapping("/{scheduleId}/run")
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<JobView> run(Caller caller, @PathVariable UUID scheduleId) {
        UUID id = run.run(caller.actor(), writable(caller, scheduleId));
        return ApiResponse.of("Job is queued", JobView.of(runs.byId(id, caller.reach()), show.now()));
    }

    /** When a cron would run, in a zone (UTC unless told), behind an instant (now unless told). */
    @GetMapping("/preview")
    @Requires(Role.VIEWER)
    ApiResponse<List<Slot>> preview(
            @RequestParam String cron,
            @RequestParam(required = false) @Nullable ZoneId timeZone,
            @RequestParam(required = false) @Nullable Instant from) {
        NextRuns next = new NextRuns(Cron.parse(cron), timeZone == null ? ZoneId.of("UTC") : timeZone);
        return ApiResponse.of(
                "Runs computed",
                next.after(from == null ? show.now() : from, PREVIEWED).stream()
                        .map(Slot::of)
                        .toList());
    }

    private ScheduleView changed(Caller caller, UUID scheduleId, ScheduleChange wish) {
        return show.view(change.change(caller.actor(), writable(caller, scheduleId), wish));
    }

    private Schedule writable(Caller caller, UUID scheduleId) {
        return ScheduleRequests.writable(caller, schedules.byId(scheduleId, caller.sight()));
    }
}
