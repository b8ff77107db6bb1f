package dev.orgworks.domain.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What rules look at, by name: {@code priority}, {@code customer.tier}. Values are texts, numbers, truth values and lists, as
 * JSON has them; what is null does not exist.
 */
record Facts(Map<String, Object> values) {

    Facts {
        values = Map.copyOf(values);
    }

    /** Of an object; what lies in objects within it is named by the way to it, with dots. */
    static Facts of(Map<?, ? extends @Nullable Object> object) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("", object, flat);
        return new Facts(flat);
    }

    private static void flatten(String before, Map<?, ? extends @Nullable Object> object, Map<String, Object> flat) {
        object.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(before + name + ".", inner, flat);
            } else if (value instanceof List || value instanceof String || isPlain(value)) {
                flat.put(before + name, value);
            }
        });
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    Optional<Object> find(String field) {
        return Optional.ofNullable(values.get(field));
    }
}
