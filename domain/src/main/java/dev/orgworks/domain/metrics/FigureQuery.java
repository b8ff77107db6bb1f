package dev.orgworks.domain.metrics;

import dev.orgworks.domain.SortBy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which figures are asked for, in which order.
 *
 * @param periods of these kinds; empty: of all
 * @param from of periods that begin then or later; null: of all
 * @param to of periods that begin before it; null: of all
 * @param representatives of these people; empty: of all; where figures are the organization's, it says nothing
 * @param order from the most important field on; rows that are alike in all come newest first
 * @param limit at most so many
 * @param offset behind the first so many
 */
public record FigureQuery(
        Set<Period> periods,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<UUID> representatives,
        List<SortBy> order,
        int limit,
        long offset) {

    public FigureQuery {
        periods = Set.copyOf(periods);
        representatives = Set.copyOf(representatives);
        order = List.copyOf(order);
    }

    /**
     * The SQL of the order.
     *
     * @param columns by the fields that can be sorted by
     * @param last by what rows are ordered that are alike in all fields
     * @throws IllegalArgumentException when there is no column of a field
     */
    String orderBy(Map<String, String> columns, String last) {
        return order.stream()
                .map(by -> {
                    String column = columns.get(by.field());
                    if (column == null) {
                        throw new IllegalArgumentException("There is no column of " + by.field());
                    }
                    return column + (by.descending() ? " desc, " : ", ");
                })
                .collect(Collectors.joining("", " order by ", last));
    }
}
