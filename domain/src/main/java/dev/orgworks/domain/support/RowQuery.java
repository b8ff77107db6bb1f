package dev.orgworks.domain.support;

import dev.orgworks.domain.SortBy;
import java.util.List;
import java.util.Map;

/**
 * Which rows are asked for, in which order.
 *
 * @param filters by field, the values one of which a row must have: of enums, ids and truth values
 * @param order fields from the most important on; rows that are alike in all come newest first
 * @param limit at most so many
 * @param offset behind the first so many
 */
public record RowQuery(Map<String, List<Object>> filters, List<SortBy> order, int limit, long offset) {}
