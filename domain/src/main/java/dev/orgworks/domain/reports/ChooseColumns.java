package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which of a report's columns a file has. */
final class ChooseColumns {

    private ChooseColumns() {}

    /**
     * The columns of these names, in their order; all when none is named.
     *
     * @throws InvalidInputException when one is unknown or named twice
     */
    static List<ReportColumn> of(List<ReportColumn> all, List<String> names) {
        if (names.isEmpty()) {
            return all;
        }
        Map<String, ReportColumn> known =
                all.stream().collect(Collectors.toMap(ReportColumn::name, Function.identity()));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!known.containsKey(name)) {
                throw new InvalidInputException(
                        "columns[" + i + "]",
                        "UNKNOWN",
                        "columns[" + i + "] is unknown; this report has "
                                + all.stream().map(ReportColumn::name).collect(Collectors.joining(", ")));
            }
            if (!seen.add(name)) {
                throw new InvalidInputException(
                        "columns[" + i + "]", "DUPLICATE", "columns[" + i + "] is named twice: " + name);
            }
        }
        return names.stream().map(known::get).toList();
    }
}
