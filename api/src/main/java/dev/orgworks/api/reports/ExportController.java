package dev.orgworks.api.reports;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.jobs.JobView;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.reports.ExportState;
import dev.orgworks.domain.reports.FindExports;
import dev.orgworks.domain.reports.ReportExport;
import dev.orgworks.domain.reports.ReportFormat;
import dev.orgworks.domain.reports.ReportType;
import dev.orgworks.domain.reports.RequestExport;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Exports: asking for files, and following how they are made. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/reports/exports")
class ExportController {

    private final FindExports exports;
    private final RequestExport request;
    private final FindRuns runs;

    ExportController(FindExports exports, RequestExport request, FindRuns runs) {
        this.exports = exports;
        this.request = request;
        this.runs = runs;
    }

    /** An export that was asked for, and its job. */
    record Requested(ExportView export, JobView job) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<ExportView>> list(
            Organization organization,
            Page page,
            @RequestParam(required = false) @Nullable ReportType type,
            @RequestParam(required = false) @Nullable ReportFormat format,
            @RequestParam(required = false) @Nullable ExportState state,
            @RequestParam(required = false) @Nullable UUID reportJobId) {
        var filter = new FindExports.Filter(type, format, state, reportJobId);
        List<ExportView> found = exports.page(organization.id(), filter, page.limit(), page.offset()).stream()
                .map(ExportView::of)
                .toList();
        return ApiResponse.page("Exports fetched", found, page, exports.count(organization.id(), filter));
    }

    @GetMapping("/{exportId}")
    @Requires(Role.VIEWER)
    ApiResponse<ExportView> get(Organization organization, @PathVariable long exportId) {
        return ApiResponse.of("Export fetched", ExportView.of(exports.byId(organization.id(), exportId)));
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<Requested>> request(
            Caller caller, Organization organization, @Valid @RequestBody ExportRequest body) {
        ReportExport export = request.request(caller.actor(), organization.id(), body.definition());
        JobRun run = runs.byId(export.runId(), caller.reach());
        return ResponseEntity.accepted()
                .location(URI.create(ExportView.path(export)))
                .body(ApiResponse.of(
                        "Export started", new Requested(ExportView.of(export), JobView.of(run, run.createdAt()))));
    }
}
