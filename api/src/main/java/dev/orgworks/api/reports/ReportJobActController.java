package dev.orgworks.api.reports;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.jobs.ChangeSchedule;
import dev.orgworks.domain.jobs.DeleteSchedule;
import dev.orgworks.domain.jobs.RunSchedule;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.jobs.ScheduleChange;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is done with report jobs: pausing, resuming, running by hand, deleting. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/reports/jobs/{reportJobId}")
class ReportJobActController {

    private final ShowReportJob show;
    private final ChangeSchedule change;
    private final RunSchedule run;
    private final DeleteSchedule delete;

    ReportJobActController(ShowReportJob show, ChangeSchedule change, RunSchedule run, DeleteSchedule delete) {
        this.show = show;
        this.change = change;
        this.run = run;
        this.delete = delete;
    }

    /** The run that somebody began by hand. */
    record Begun(UUID jobId) {}

    @PostMapping("/pause")
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ReportJobView>> pause(
            Caller caller,
            Organization organization,
            @PathVariable UUID reportJobId,
            @Valid @RequestBody ReportJobRequests.Pause body) {
        Schedule seen = show.find(organization, reportJobId);
        return show.answer(
                "Report job paused",
                change.change(caller.actor(), seen, ScheduleChange.pause(body.reason(), body.resumeAt())));
    }

    @PostMapping("/resume")
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ReportJobView>> resume(
            Caller caller, Organization organization, @PathVariable UUID reportJobId) {
        Schedule seen = show.find(organization, reportJobId);
        return show.answer("Report job resumed", change.change(caller.actor(), seen, ScheduleChange.resume()));
    }

    @PostMapping("/run")
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<Begun> run(Caller caller, Organization organization, @PathVariable UUID reportJobId) {
        return ApiResponse.of(
                "Report is queued", new Begun(run.run(caller.actor(), show.find(organization, reportJobId))));
    }

    @DeleteMapping
    @Requires(Role.MANAGER)
    ApiResponse<ReportJobView> delete(
            Caller caller, Organization organization, @PathVariable UUID reportJobId, ExpectedVersion expected) {
        Schedule seen = show.find(organization, reportJobId);
        ReportJobView last = show.view(seen);
        delete.delete(caller.actor(), seen, expected);
        return ApiResponse.of("Report job deleted; its reports stay", last);
    }
}
