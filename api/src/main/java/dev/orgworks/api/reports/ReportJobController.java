package dev.orgworks.api.reports;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.jobs.ChangeSchedule;
import dev.orgworks.domain.jobs.CreateSchedule;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.FindSchedules.Filter;
import dev.orgworks.domain.jobs.FindSchedules.Parameter;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Reach;
import dev.orgworks.domain.reports.ReportJob;
import dev.orgworks.domain.reports.ReportJobs;
import dev.orgworks.domain.reports.ReportType;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports that are made again and again: made, shown, changed. Managers see them only, since they tell who gets data. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/reports/jobs")
class ReportJobController {

    private final FindSchedules schedules;
    private final ShowReportJob show;
    private final CreateSchedule create;
    private final ChangeSchedule change;
    private final ReportJobs jobs;

    ReportJobController(
            FindSchedules schedules,
            ShowReportJob show,
            CreateSchedule create,
            ChangeSchedule change,
            ReportJobs jobs) {
        this.schedules = schedules;
        this.show = show;
        this.create = create;
        this.change = change;
        this.jobs = jobs;
    }

    @GetMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<ReportJobView>> list(
            Organization organization,
            Page page,
            @RequestParam(required = false) @Nullable Boolean paused,
            @RequestParam(required = false) @Nullable ReportType type) {
        Filter filter = new Filter(
                organization.id(),
                ReportJob.TYPE,
                paused,
                type == null ? null : new Parameter("$.report.type", type.word()));
        return ApiResponse.page(
                "Report jobs fetched",
                show.views(schedules.list(Reach.EVERYTHING, filter, page.limit(), page.offset())),
                page,
                schedules.count(Reach.EVERYTHING, filter));
    }

    @GetMapping("/{reportJobId}")
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ReportJobView>> get(Organization organization, @PathVariable UUID reportJobId) {
        return show.answer("Report job fetched", show.find(organization, reportJobId));
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ReportJobView>> create(
            Caller caller, Organization organization, @Valid @RequestBody ReportJobRequests.Create body) {
        Schedule made = create.create(caller.actor(), body.wish(organization.id(), jobs));
        URI location = URI.create("/api/organizations/" + organization.id() + "/reports/jobs/" + made.id());
        return show.answer(ResponseEntity.created(location), "Report job created", made);
    }

    @PatchMapping("/{reportJobId}")
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ReportJobView>> patch(
            Caller caller,
            Organization organization,
            @PathVariable UUID reportJobId,
            ExpectedVersion expected,
            @Valid @RequestBody ReportJobRequests.Change body) {
        Schedule seen = show.find(organization, reportJobId);
        return show.answer(
                "Report job changed", change.change(caller.actor(), seen, body.change(seen, expected, jobs)));
    }
}
