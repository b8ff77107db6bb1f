package dev.orgworks.api.http;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.SortBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.util.MultiValueMap;

/** Reads in which order a list is asked for: {@code sort=priority,-createdAt}, a minus for descending, or {@code sort=createdAt,desc}. */
public final class Sorting {

    private static final String NAME = "sort";

    private Sorting() {}

    /**
     * The fields from the most important on; none when the query does not say.
     *
     * @throws InvalidInputException when one is not sortable, naming those that are
     */
    public static List<SortBy> of(MultiValueMap<String, String> query, Collection<String> sortable) {
        List<SortBy> order = new ArrayList<>();
        for (String part : String.join(",", query.getOrDefault(NAME, List.of())).split(",", -1)) {
            String word = part.strip();
            if (!order.isEmpty() && (word.equalsIgnoreCase("desc") || word.equalsIgnoreCase("asc"))) {
                SortBy last = order.remove(order.size() - 1);
                order.add(new SortBy(last.field(), word.equalsIgnoreCase("desc")));
            } else if (!word.isEmpty()) {
                order.add(by(word, sortable));
            }
        }
        return order;
    }

    private static SortBy by(String word, Collection<String> sortable) {
        boolean descending = word.startsWith("-");
        String field = descending ? word.substring(1) : word;
        if (!sortable.contains(field)) {
            throw new InvalidInputException(
                    NAME, "UNKNOWN_FIELD", "sort cannot be by " + field + "; it can by " + String.join(", ", sortable));
        }
        return new SortBy(field, descending);
    }
}
