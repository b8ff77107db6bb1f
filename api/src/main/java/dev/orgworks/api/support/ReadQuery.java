package dev.orgworks.api.support;

import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Sorting;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.support.RowFields;
import dev.orgworks.domain.support.RowQuery;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;

/**
 * Reads what a query string asks of a list: filters by the fields that are enums, ids or truth values, several values divided by
 * commas; {@code sort=priority,-createdAt}, a minus for descending, or {@code sort=createdAt,desc}.
 */
final class ReadQuery {

    private static final Set<String> PAGING = Set.of("limit", "offset", "sort");

    private ReadQuery() {}

    static RowQuery of(RowFields<?> fields, Page page, MultiValueMap<String, String> query) {
        Map<String, List<Object>> filters = new LinkedHashMap<>();
        query.forEach((name, values) -> {
            if (!PAGING.contains(name)) {
                filters.put(name, values(fields, name, String.join(",", values)));
            }
        });
        return new RowQuery(filters, Sorting.of(query, fields.sortable()), page.limit(), page.offset());
    }

    private static List<Object> values(RowFields<?> fields, String name, String text) {
        Class<?> type = fields.typeOf(name).orElse(Object.class);
        if (!fields.filters().contains(name)) {
            throw new InvalidInputException(
                    name,
                    "UNKNOWN_FILTER",
                    name + " is nothing that this list can be asked for; it can for limit, offset, sort, "
                            + String.join(", ", fields.filters()));
        }
        return Arrays.stream(text.split(",", -1))
                .map(value -> value(type, name, value.strip()))
                .toList();
    }

    private static Object value(Class<?> type, String name, String text) {
        if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        if (type == UUID.class && text.matches(DeskId.FORM)) {
            return UUID.fromString(text);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
        }
        throw new InvalidInputException(name, "INVALID", name + " must be " + expected(type));
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.joining(", "));
        }
        return type == Boolean.class ? "true or false" : "a UUID";
    }
}
