package dev.orgworks.api.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.Cadence;
import dev.orgworks.domain.jobs.Cadence.Every;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cadence as people write it: a bare word, {@code weekly}, or an object that says more. What it leaves out is six
 * o'clock, on Mondays, on the first day, of the first month.
 */
final class ReadCadence {

    private static final Set<String> FIELDS = Set.of("every", "at", "weekday", "dayOfMonth", "monthOfQuarter");
    private static final LocalTime USUAL = LocalTime.of(6, 0);

    private ReadCadence() {}

    /** @throws InvalidInputException when it is none */
    static Cadence of(Object given) {
        if (given instanceof String word) {
            return of(Map.of("every", word));
        }
        if (!(given instanceof Map<?, ?> fields)) {
            throw new InvalidInputException(
                    "cadence", "INVALID", "cadence must be one of daily, weekly, monthly, quarterly, or an object");
        }
        for (Object name : fields.keySet()) {
            if (!FIELDS.contains(String.valueOf(name))) {
                throw new InvalidInputException(
                        "cadence." + name,
                        "UNKNOWN_FIELD",
                        "cadence." + name + " is not a field here; there are "
                                + FIELDS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        Every every = word("every", fields.get("every"), Every.values());
        if (every == null) {
            throw new InvalidInputException(
                    "cadence.every", "REQUIRED", "cadence.every must be one of " + words(Every.values()));
        }
        boolean ofMonth = every == Every.MONTHLY || every == Every.QUARTERLY;
        DayOfWeek weekday = word("weekday", fields.get("weekday"), DayOfWeek.values());
        Integer dayOfMonth = number("dayOfMonth", fields.get("dayOfMonth"));
        return new Cadence(
                every,
                time(fields.get("at")),
                weekday == null && every == Every.WEEKLY ? DayOfWeek.MONDAY : weekday,
                dayOfMonth == null && ofMonth ? Integer.valueOf(1) : dayOfMonth,
                number("monthOfQuarter", fields.get("monthOfQuarter")));
    }

    private static <E extends Enum<E>> @Nullable E word(String name, @Nullable Object value, E[] words) {
        if (value == null) {
            return null;
        }
        return Arrays.stream(words)
                .filter(word -> value instanceof String text && word.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "cadence." + name, "INVALID", "cadence." + name + " must be one of " + words(words)));
    }

    private static String words(Enum<?>[] words) {
        return Arrays.stream(words)
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static LocalTime time(@Nullable Object value) {
        if (value == null) {
            return USUAL;
        }
        try {
            return LocalTime.parse(value.toString().strip());
        } catch (DateTimeException e) {
            throw new InvalidInputException("cadence.at", "INVALID", "cadence.at must be a local time like 06:30");
        }
    }

    private static @Nullable Integer number(String name, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw new InvalidInputException("cadence." + name, "INVALID", "cadence." + name + " must be a whole number");
    }
}
