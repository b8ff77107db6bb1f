package dev.orgworks.api.metrics;

import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.support.DeskAnswer;
import dev.orgworks.api.support.DeskId;
import dev.orgworks.domain.metrics.FigureQuery;
import dev.orgworks.domain.metrics.FindTeamPerformance;
import dev.orgworks.domain.metrics.Period;
import dev.orgworks.domain.metrics.TeamPerformance;
import dev.orgworks.domain.metrics.TeamPerformance.Trend;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.FindRows;
import dev.orgworks.domain.support.Representative;
import dev.orgworks.domain.users.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of an organization's representatives. */
@RestController
@RequestMapping("/organizations/{organizationId}")
class TeamPerformanceController {

    private final FindTeamPerformance performance;
    private final FindRows find;

    TeamPerformanceController(FindTeamPerformance performance, FindRows find) {
        this.performance = performance;
        this.find = find;
    }

    /**
     * {@link TeamPerformance} as the support contract shows it.
     *
     * @param representative null: he is gone
     */
    record PerformanceView(
            UUID id,
            UUID representativeId,
            Period period,
            Instant periodStart,
            Instant periodEnd,
            long ticketsHandled,
            @Nullable Long avgResponseTime,
            @Nullable String resolutionRate,
            @Nullable String customerSatisfaction,
            Trend trend,
            @Nullable RepresentativeView representative) {

        static PerformanceView of(FindTeamPerformance.Entry entry) {
            TeamPerformance figures = entry.figures();
            return new PerformanceView(
                    figures.id(),
                    figures.representativeId(),
                    figures.period(),
                    figures.periodStart(),
                    figures.periodEnd(),
                    figures.ticketsHandled(),
                    figures.avgResponseTime(),
                    MetricsController.text(figures.resolutionRate()),
                    MetricsController.text(figures.customerSatisfaction()),
                    figures.trend(),
                    entry.name() == null || entry.email() == null
                            ? null
                            : new RepresentativeView(
                                    figures.representativeId(), new PersonView(entry.name(), entry.email())));
        }
    }

    /** Whose figures they are. */
    record RepresentativeView(UUID id, PersonView user) {}

    /** What he is called, and his address. */
    record PersonView(String name, String email) {}

    @GetMapping("/team-performance")
    @Requires(Role.VIEWER)
    DeskAnswer<List<PerformanceView>> team(
            Organization organization, Page page, @RequestParam MultiValueMap<String, String> query) {
        return show(
                organization,
                page,
                ReadFigureQuery.of(page, query, organization.timeZone()).team(performance.sortable()));
    }

    @GetMapping("/representatives/{id}/performance")
    @Requires(Role.VIEWER)
    DeskAnswer<List<PerformanceView>> representative(
            Organization organization,
            @PathVariable String id,
            Page page,
            @RequestParam MultiValueMap<String, String> query) {
        UUID representative = DeskId.of(Representative.class, id);
        find.get(organization.id(), Representative.class, representative);
        return show(
                organization,
                page,
                ReadFigureQuery.of(page, query, organization.timeZone()).of(representative, performance.sortable()));
    }

    private DeskAnswer<List<PerformanceView>> show(Organization organization, Page page, FigureQuery asked) {
        return DeskAnswer.page(
                performance.list(organization.id(), asked).stream()
                        .map(PerformanceView::of)
                        .toList(),
                page,
                performance.count(organization.id(), asked));
    }
}
