package dev.orgworks.api.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.reports.EnqueueSummary;
import dev.orgworks.domain.reports.FindSummary;
import dev.orgworks.domain.reports.FindSummaryLearners;
import dev.orgworks.domain.reports.Summary;
import dev.orgworks.domain.reports.SummaryLearner;
import dev.orgworks.domain.reports.SummaryPeriod;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An organization's summary, on request with its learners one by one. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/reports")
class SummaryController {

    private final FindSummary summary;
    private final FindSummaryLearners learners;
    private final EnqueueSummary enqueue;
    private final InstantSource clock;

    SummaryController(FindSummary summary, FindSummaryLearners learners, EnqueueSummary enqueue, InstantSource clock) {
        this.summary = summary;
        this.learners = learners;
        this.enqueue = enqueue;
        this.clock = clock;
    }

    /**
     * The figures of an organization.
     *
     * @param learnerMetrics where they were asked for; the page of {@code meta} is of these
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReportView(Summary summary, @Nullable List<SummaryLearner> learnerMetrics) {}

    /** The job that rolls up. */
    record Enqueued(UUID jobId) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<ReportView> summary(
            Organization organization,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable SummaryPeriod period) {
        return ApiResponse.of("Report fetched", new ReportView(found(organization, from, to, period), null));
    }

    /** @param cursor the {@code meta.nextCursor} of the page before */
    @GetMapping(params = "includeLearners=true")
    @Requires(Role.VIEWER)
    ApiResponse<ReportView> withLearners(
            Organization organization,
            Page page,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable SummaryPeriod period,
            @RequestParam(required = false) @Nullable LearnerStatus status,
            @RequestParam(required = false) @Nullable String cursor) {
        Summary figures = found(organization, from, to, period);
        List<SummaryLearner> metrics = learners.after(organization.id(), status, key(cursor), page.limit());
        Long total = status == null
                ? Long.valueOf(figures.learners().total())
                : figures.learners().byStatus().get(status);
        return ApiResponse.of("Report fetched", new ReportView(figures, metrics))
                .with("total", figures.asOf() == null ? null : total)
                .with("limit", page.limit())
                .with("nextCursor", metrics.size() < page.limit() ? null : cursor(metrics.get(metrics.size() - 1)));
    }

    /** Where a run waits that will see everything there is, it is the one that is answered. */
    @PostMapping("/rollup")
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<Enqueued>> rollUp(Caller caller, Organization organization) {
        UUID job = enqueue.enqueue(caller.actor(), organization.id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/jobs/" + job))
                .body(ApiResponse.of("Rollup enqueued", new Enqueued(job)));
    }

    private Summary found(
            Organization organization, @Nullable String from, @Nullable String to, @Nullable SummaryPeriod period) {
        SummaryQuery asked = SummaryQuery.of(organization, clock.instant(), from, to, period);
        return summary.find(organization.id(), asked.from(), asked.to(), asked.period());
    }

    private static String cursor(SummaryLearner last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(LearnerKeys.externalKey(last.externalId()).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String key(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "cursor", "INVALID", "cursor must be a meta.nextCursor of an earlier page, or empty for the first");
        }
    }
}
