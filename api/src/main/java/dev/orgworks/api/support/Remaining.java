package dev.orgworks.api.support;

import dev.orgworks.domain.support.Budget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How much of a budget is left. */
@Component
class Remaining implements Beside<Budget> {

    private static final String NAME = "remaining";

    @Override
    public Class<Budget> type() {
        return Budget.class;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME);
    }

    @Override
    public List<Map<String, Object>> of(long organizationId, List<Budget> rows) {
        return rows.stream()
                .map(row -> Map.<String, Object>of(NAME, row.remaining().toPlainString()))
                .toList();
    }
}
