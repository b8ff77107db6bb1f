package dev.orgworks.api.support;

import dev.orgworks.api.http.Page;
import dev.orgworks.domain.support.Budget;
import dev.orgworks.domain.support.FindUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The latest that was taken from a budget, where it is shown alone. */
@Component
class UsageRecords implements Beside<Budget> {

    private static final String NAME = "usageRecords";

    private final FindUsage usage;

    UsageRecords(FindUsage usage) {
        this.usage = usage;
    }

    @Override
    public Class<Budget> type() {
        return Budget.class;
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
    public List<Map<String, Object>> of(long organizationId, List<Budget> rows) {
        return rows.stream()
                .map(row -> Map.<String, Object>of(
                        NAME, usage.list(organizationId, Objects.requireNonNull(row.id()), Page.MOST, 0)))
                .toList();
    }
}
