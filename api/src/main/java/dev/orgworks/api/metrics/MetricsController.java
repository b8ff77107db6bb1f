package dev.orgworks.api.metrics;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.support.DeskAnswer;
import dev.orgworks.domain.metrics.EnqueueRollup;
import dev.orgworks.domain.metrics.FigureQuery;
import dev.orgworks.domain.metrics.FindMetrics;
import dev.orgworks.domain.metrics.PerformanceMetric;
import dev.orgworks.domain.metrics.Period;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An organization's figures. */
@RestController
@RequestMapping("/organizations/{organizationId}/performance-metrics")
class MetricsController {

    private final FindMetrics metrics;
    private final EnqueueRollup enqueue;

    MetricsController(FindMetrics metrics, EnqueueRollup enqueue) {
        this.metrics = metrics;
        this.enqueue = enqueue;
    }

    /** The job that rolls up. */
    record Enqueued(UUID id) {}

    /** {@link PerformanceMetric} as the support contract shows it. */
    record MetricView(
            UUID id,
            Period period,
            Instant periodStart,
            Instant periodEnd,
            long totalChats,
            long activeChats,
            @Nullable Long avgResponseTime,
            @Nullable String firstContactResolution,
            @Nullable String customerSatisfaction,
            @Nullable String escalationRate,
            @Nullable String aiResolutionRate,
            long ticketsResolved) {

        static MetricView of(PerformanceMetric metric) {
            return new MetricView(
                    metric.id(),
                    metric.period(),
                    metric.periodStart(),
                    metric.periodEnd(),
                    metric.totalChats(),
                    metric.activeChats(),
                    metric.avgResponseTime(),
                    text(metric.firstContactResolution()),
                    text(metric.customerSatisfaction()),
                    text(metric.escalationRate()),
                    text(metric.aiResolutionRate()),
                    metric.ticketsResolved());
        }
    }

    @GetMapping
    @Requires(Role.VIEWER)
    DeskAnswer<List<MetricView>> list(
            Organization organization, Page page, @RequestParam MultiValueMap<String, String> query) {
        FigureQuery asked =
                ReadFigureQuery.of(page, query, organization.timeZone()).organization(metrics.sortable());
        return DeskAnswer.page(
                metrics.list(organization.id(), asked).stream()
                        .map(MetricView::of)
                        .toList(),
                page,
                metrics.count(organization.id(), asked));
    }

    /** Where a run waits that will see everything there is, it is the one that is answered. */
    @PostMapping("/rollup")
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Enqueued>> rollUp(Caller caller, Organization organization) {
        UUID job = enqueue.enqueue(caller.actor(), organization.id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/jobs/" + job))
                .body(DeskAnswer.of(new Enqueued(job)));
    }

    static @Nullable String text(@Nullable BigDecimal decimal) {
        return decimal == null ? null : decimal.toPlainString();
    }
}
