package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a definition's filters choose.
 *
 * @param conditions in SQL, with named parameters
 * @param parameters their values
 */
record ChosenRows(List<String> conditions, Map<String, Object> parameters) {

    private static final int LONGEST_TEXT = 1_000;

    /**
     * What filters, as somebody gave them, choose.
     *
     * @throws InvalidInputException when one is unknown or not what it must be, by its name as {@code filters.x}
     */
    static ChosenRows of(List<ReportFilter> known, Map<String, Object> given, ZoneId zone) {
        List<InvalidInputException.Detail> wrong = new ArrayList<>();
        List<String> names = known.stream().map(ReportFilter::name).toList();
        given.keySet().stream().filter(name -> !names.contains(name)).forEach(name -> wrong.add(unknown(name, names)));
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        for (ReportFilter filter : known) {
            Object value = given.get(filter.name());
            if (value == null) {
                conditions.addAll(filter.unset() == null ? List.of() : List.of(filter.unset()));
                continue;
            }
            Object parameter = parameter(filter, value, zone);
            if (parameter == null) {
                wrong.add(new InvalidInputException.Detail(
                        "filters." + filter.name(),
                        "INVALID",
                        "filters." + filter.name() + " must be " + filter.wanted()));
            } else {
                conditions.add(filter.condition());
                parameters.put(filter.name(), parameter);
            }
        }
        if (parameters.get("from") instanceof Comparable<?> && isBehind(parameters.get("from"), parameters.get("to"))) {
            wrong.add(new InvalidInputException.Detail(
                    "filters.to", "INVALID", "filters.to must not be before filters.from"));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return new ChosenRows(conditions, parameters);
    }

    private static InvalidInputException.Detail unknown(String name, List<String> names) {
        return new InvalidInputException.Detail(
                "filters." + name,
                "UNKNOWN",
                "filters." + name + " is unknown; this report has "
                        + (names.isEmpty() ? "none" : String.join(", ", names)));
    }

    private static boolean isBehind(@Nullable Object from, @Nullable Object to) {
        if (from instanceof Timestamp first && to instanceof Timestamp last) {
            return !first.before(last);
        }
        return from instanceof LocalDate first && to instanceof LocalDate last && first.isAfter(last);
    }

    /** The value as the condition wants it; null: it is none. */
    private static @Nullable Object parameter(ReportFilter filter, Object value, ZoneId zone) {
        return switch (filter.kind()) {
            case WORDS -> words(filter, value instanceof List<?> list ? list : List.of(value));
            case TEXT -> value instanceof String text && text.length() <= LONGEST_TEXT ? text : null;
            case NUMBER -> number(value);
            case FIRST_DAY -> start(day(value), zone);
            case LAST_DAY -> {
                LocalDate day = day(value);
                yield day == null ? null : start(day.plusDays(1), zone);
            }
            case DATE -> day(value);
        };
    }

    private static @Nullable List<String> words(ReportFilter filter, List<?> values) {
        List<String> words = values.stream()
                .filter(String.class::isInstance)
                .map(word -> ((String) word).toUpperCase(Locale.ROOT))
                .filter(filter.words()::contains)
                .distinct()
                .toList();
        return words.isEmpty() || words.size() < values.size() ? null : words;
    }

    private static @Nullable Long number(Object value) {
        try {
            return new BigDecimal(Objects.toString(value)).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable LocalDate day(Object value) {
        try {
            return LocalDate.parse(Objects.toString(value));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Timestamp start(@Nullable LocalDate day, ZoneId zone) {
        if (day == null) {
            return null;
        }
        Instant start = day.atStartOfDay(zone).toInstant();
        return Timestamp.from(start);
    }
}
