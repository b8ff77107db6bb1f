package dev.orgworks.api.metrics;

import dev.orgworks.api.metrics.TeamPerformanceController.PerformanceView;
import dev.orgworks.api.support.Beside;
import dev.orgworks.domain.metrics.FigureQuery;
import dev.orgworks.domain.metrics.FindTeamPerformance;
import dev.orgworks.domain.metrics.Period;
import dev.orgworks.domain.support.Representative;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A representative's last twelve weeks, the newest first, where he is shown alone. */
@Component
class RecentPerformance implements Beside<Representative> {

    private static final String NAME = "teamPerformance";
    private static final int WEEKS = 12;

    private final FindTeamPerformance performance;

    RecentPerformance(FindTeamPerformance performance) {
        this.performance = performance;
    }

    @Override
    public Class<Representative> type() {
        return Representative.class;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME);
    }

    @Override
    public boolean inLists() {
        return false;
    }

    @Override
    public List<Map<String, Object>> of(long organizationId, List<Representative> rows) {
        return rows.stream()
                .map(row -> Map.<String, Object>of(NAME, weeks(organizationId, row)))
                .toList();
    }

    private List<PerformanceView> weeks(long organizationId, Representative row) {
        Set<UUID> representative = Set.of(Objects.requireNonNull(row.id()));
        FigureQuery asked = new FigureQuery(Set.of(Period.WEEK), null, null, representative, List.of(), WEEKS, 0);
        return performance.list(organizationId, asked).stream()
                .map(PerformanceView::of)
                .toList();
    }
}
