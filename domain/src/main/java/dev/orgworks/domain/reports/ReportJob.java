package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule of reports makes, and for whom: its parameters.
 *
 * @param report its filters may have a {@link ReportRange}
 * @param recipients addresses to which each report is sent; none: it is only kept
 * @param attach whether they are sent the file itself when it is small, rather than a link
 * @param startWithinMinutes after how long a run that did not start counts as late
 */
public record ReportJob(ExportDefinition report, List<String> recipients, boolean attach, int startWithinMinutes) {

    /** The type of the schedules and of their runs. */
    public static final String TYPE = RequestExport.JOB;

    public static final String REPORT = "report";
    public static final String RECIPIENTS = "recipients";
    public static final String ATTACH = "attach";
    public static final String START_WITHIN_MINUTES = "startWithinMinutes";

    private static final Set<String> PARAMETERS = Set.of(REPORT, RECIPIENTS, ATTACH, START_WITHIN_MINUTES);
    private static final Set<String> OF_REPORT = Set.of("type", "format", "filters", "columns", "timeZone");
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_MINUTES = 1_440;
    private static final int USUAL_MINUTES = 60;
    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cntrl}\\p{Cf}<>\",;:\\\\()\\[\\]@]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    public ReportJob {
        recipients = List.copyOf(recipients);
    }

    /**
     * Reads what {@link #parameters()} wrote, or somebody by hand; also from a run's payload, which holds them too.
     *
     * @throws InvalidInputException when something is missing or wrong
     */
    public static ReportJob of(Map<String, Object> parameters) {
        return new ReportJob(
                report(parameters.get(REPORT)),
                recipients(parameters.get(RECIPIENTS)),
                attach(parameters.get(ATTACH)),
                minutes(parameters.get(START_WITHIN_MINUTES)));
    }

    /** Only these may be there. */
    static void checkNames(Map<String, Object> parameters) {
        unknown("", parameters, PARAMETERS);
    }

    /** What is made, as bodies write it. */
    public Map<String, Object> definition() {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("type", report.type().word());
        definition.put("format", report.format().word());
        definition.put("filters", report.filters());
        definition.put("columns", report.columns());
        if (report.timeZone() != null) {
            definition.put("timeZone", report.timeZone().getId());
        }
        return definition;
    }

    /** As a schedule stores it. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(REPORT, definition());
        parameters.put(RECIPIENTS, recipients);
        parameters.put(ATTACH, attach);
        parameters.put(START_WITHIN_MINUTES, startWithinMinutes);
        return parameters;
    }

    private static ExportDefinition report(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidInputException(
                    REPORT,
                    value == null ? "REQUIRED" : "INVALID",
                    "report must say what is reported: {type, format, filters, columns, timeZone}");
        }
        Map<String, Object> given = named(map);
        unknown("report.", given, OF_REPORT);
        return new ExportDefinition(
                word(given, "type", ReportType::of, ReportType.values()),
                given.containsKey("format")
                        ? word(given, "format", ReportFormat::of, ReportFormat.values())
                        : ReportFormat.CSV,
                filters(given.get("filters")),
                texts("report.columns", given.get("columns")),
                zone(given.get("timeZone")));
    }

    private static <T> T word(Map<String, Object> given, String name, Function<String, T> read, T[] words) {
        Object value = given.get(name);
        Optional<T> found = Optional.empty();
        if (value instanceof String text) {
            try {
                found = Optional.of(read.apply(text));
            } catch (IllegalArgumentException e) {
                found = Optional.empty();
            }
        }
        return found.orElseThrow(() -> new InvalidInputException(
                "report." + name,
                value == null ? "REQUIRED" : "INVALID",
                "report." + name + " must be one of "
                        + List.of(words).stream().map(Object::toString).collect(Collectors.joining(", "))));
    }

    private static Map<String, Object> filters(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return named(map);
        }
        throw new InvalidInputException("report.filters", "INVALID", "report.filters must be an object");
    }

    private static @Nullable ZoneId zone(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            return ZoneId.of(value.toString().strip());
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "report.timeZone",
                    "INVALID",
                    "report.timeZone must be a time zone like Europe/Berlin, not \"" + value + "\"");
        }
    }

    private static List<String> recipients(@Nullable Object value) {
        List<String> given = texts(RECIPIENTS, value);
        if (given.size() > MOST_RECIPIENTS) {
            throw new InvalidInputException(
                    RECIPIENTS, "OUT_OF_RANGE", "recipients must be at most " + MOST_RECIPIENTS + " addresses");
        }
        List<Detail> wrong = new ArrayList<>();
        Map<String, String> distinct = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String address = given.get(i).strip();
            if (address.length() > LONGEST_ADDRESS || !ADDRESS.matcher(address).matches()) {
                wrong.add(new Detail(
                        RECIPIENTS + "[" + i + "]",
                        "INVALID",
                        "recipients[" + i + "] must be an address such as ada@example.org"));
            }
            distinct.putIfAbsent(address.toLowerCase(Locale.ROOT), address);
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return List.copyOf(distinct.values());
    }

    private static boolean attach(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return value == null || (Boolean) value;
        }
        throw new InvalidInputException(ATTACH, "INVALID", "attach must be true or false");
    }

    private static int minutes(@Nullable Object value) {
        if (value == null) {
            return USUAL_MINUTES;
        }
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 1
                && number.intValue() <= MOST_MINUTES) {
            return number.intValue();
        }
        throw new InvalidInputException(
                START_WITHIN_MINUTES,
                "OUT_OF_RANGE",
                "startWithinMinutes must be a whole number from 1 to " + MOST_MINUTES);
    }

    private static List<String> texts(String field, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(Objects::toString).toList();
        }
        throw new InvalidInputException(field, "INVALID", field + " must be a list of texts");
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                named.put(String.valueOf(key), value);
            }
        });
        return named;
    }

    private static void unknown(String prefix, Map<String, Object> given, Set<String> known) {
        for (String name : new TreeMap<>(given).keySet()) {
            if (!known.contains(name)) {
                throw new InvalidInputException(
                        prefix + name,
                        "UNKNOWN_FIELD",
                        prefix + name + " is not a field here; there are "
                                + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }
}
