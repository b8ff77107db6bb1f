package dev.orgworks.api.jobs;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.jobs.ScheduleRequests.Change;
import dev.orgworks.api.jobs.ScheduleRequests.Create;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.jobs.ChangeSchedule;
import dev.orgworks.domain.jobs.CreateSchedule;
import dev.orgworks.domain.jobs.DeleteSchedule;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.FindSchedules.Filter;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Schedules: made, shown, changed, deleted. */
@RestController
@RequestMapping("/api/schedules")
class ScheduleController {

    private final FindSchedules schedules;
    private final ShowSchedule show;
    private final CreateSchedule create;
    private final ChangeSchedule change;
    private final DeleteSchedule delete;

    ScheduleController(
            FindSchedules schedules,
            ShowSchedule show,
            CreateSchedule create,
            ChangeSchedule change,
            DeleteSchedule delete) {
        this.schedules = schedules;
        this.show = show;
        this.create = create;
        this.change = change;
        this.delete = delete;
    }

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<ScheduleView>> list(
            Caller caller,
            Page page,
            @RequestParam(required = false) @Nullable Long organizationId,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable Boolean paused) {
        Filter filter = new Filter(organizationId, type, paused);
        List<ScheduleView> found = schedules.list(caller.reach(), filter, page.limit(), page.offset()).stream()
                .map(ScheduleView::of)
                .toList();
        return ApiResponse.page("Schedules fetched", found, page, schedules.count(caller.reach(), filter));
    }

    @GetMapping("/{scheduleId}")
    @Requires(Role.VIEWER)
    ApiResponse<ScheduleView> get(Caller caller, @PathVariable UUID scheduleId) {
        return ApiResponse.of("Schedule fetched", show.view(schedules.byId(scheduleId, caller.reach())));
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ScheduleView>> create(Caller caller, @Valid @RequestBody Create body) {
        Schedule made = create.create(caller.actor(), body.wish(caller));
        return ResponseEntity.created(URI.create("/api/schedules/" + made.id()))
                .body(ApiResponse.of("Schedule created", show.view(made)));
    }

    @PatchMapping("/{scheduleId}")
    @Requires(Role.MANAGER)
    ApiResponse<ScheduleView> patch(Caller caller, @PathVariable UUID scheduleId, @Valid @RequestBody Change body) {
        Schedule seen = ScheduleRequests.writable(caller, schedules.byId(scheduleId, caller.sight()));
        return ApiResponse.of("Schedule changed", show.view(change.change(caller.actor(), seen, body.change())));
    }

    @DeleteMapping("/{scheduleId}")
    @Requires(Role.MANAGER)
    ApiResponse<ScheduleView> delete(Caller caller, @PathVariable UUID scheduleId) {
        Schedule seen = ScheduleRequests.writable(caller, schedules.byId(scheduleId, caller.sight()));
        return ApiResponse.of(
                "Schedule deleted; its runs stay",
                ScheduleView.of(delete.delete(caller.actor(), seen, ExpectedVersion.ANY)));
    }
}
