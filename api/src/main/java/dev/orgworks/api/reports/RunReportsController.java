package dev.orgworks.api.reports;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Open;
import dev.orgworks.api.http.RequestIds;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.PassedOver;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.reports.FindReportRuns;
import dev.orgworks.domain.reports.FindReportRuns.Standing;
import dev.orgworks.domain.reports.RunReports;
import dev.orgworks.domain.reports.RunReports.Enqueued;
import dev.orgworks.domain.reports.RunReports.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has the report jobs that are due enqueued, for programs that know its secret and have no account. */
@RestController
@RequestMapping("/api/organizations/reports/jobs/process")
class RunReportsController {

    private static final int LISTED = 1_000;

    private final RunReports run;
    private final FindReportRuns runs;
    private final CheckRunnerSecret secret;

    RunReportsController(RunReports run, FindReportRuns runs, CheckRunnerSecret secret) {
        this.run = run;
        this.runs = runs;
        this.secret = secret;
    }

    /**
     * What was done.
     *
     * @param enqueued the first thousand runs that were enqueued
     * @param skipped the first thousand report jobs of which an instant of the last 24 hours was not
     */
    record Processed(Instant processedAt, List<Enqueued> enqueued, List<Skipped> skipped, Counts counts) {}

    /** How many there are of everything, also of what is not listed. */
    record Counts(long enqueued, long skipped, Map<PassedOver.Reason, Long> skippedByReason) {}

    /**
     * What was not enqueued.
     *
     * @param message the reason for people
     * @param jobId the run that it has already; null for other reasons
     * @param jobState where that stands
     */
    record Skipped(
            UUID scheduleId,
            String name,
            @Nullable Long organizationId,
            Instant scheduledFor,
            PassedOver.Reason reason,
            String message,
            @Nullable UUID jobId,
            @Nullable RunState jobState) {

        static Skipped of(PassedOver passed) {
            return new Skipped(
                    passed.scheduleId(),
                    passed.name(),
                    passed.organizationId(),
                    passed.scheduledFor(),
                    passed.reason(),
                    passed.message(),
                    passed.jobId(),
                    passed.state());
        }
    }

    /** The body that asks where runs stand. */
    record StatusRequest(
            @NotNull @Size(min = 1, max = LISTED) List<@NotNull UUID> jobIds) {}

    @PostMapping
    @Open
    ApiResponse<Processed> process(HttpServletRequest request, HttpServletResponse response) {
        secret.check(request, response);
        Outcome outcome =
                run.run(new Actor("report-runner", RequestIds.requestId(request), RequestIds.correlation(request)));
        return ApiResponse.of(
                "%d report jobs enqueued, %d skipped"
                        .formatted(outcome.enqueued().size(), outcome.skipped().size()),
                new Processed(
                        outcome.processedAt(),
                        outcome.enqueued().stream().limit(LISTED).toList(),
                        outcome.skipped().stream()
                                .limit(LISTED)
                                .map(Skipped::of)
                                .toList(),
                        new Counts(
                                outcome.enqueued().size(),
                                outcome.skipped().size(),
                                outcome.skipped().stream()
                                        .collect(Collectors.groupingBy(
                                                PassedOver::reason, TreeMap::new, Collectors.counting())))));
    }

    /** Where runs stand; those that are gone are left out. */
    @PostMapping("/status")
    @Open
    ApiResponse<List<Standing>> status(
            @Valid @RequestBody StatusRequest body, HttpServletRequest request, HttpServletResponse response) {
        secret.check(request, response);
        return ApiResponse.of("Jobs fetched", runs.standings(body.jobIds()));
    }
}
