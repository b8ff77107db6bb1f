package dev.orgworks.domain.jobs;

import dev.orgworks.domain.InvalidInputException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.scheduling.support.CronExpression;

/**
 * A cron expression of five fields (minute, hour, day of month, month, day of week) or six (seconds first). Besides numbers,
 * lists, ranges and steps it takes names ({@code MON}, {@code JAN}), {@code L} (last), {@code W} (nearest weekday) and
 * {@code #} (the n-th). With both kinds of day, both must be met.
 */
public final class Cron implements Rhythm {

    private static final int LONGEST = 255;
    private static final int HOUR = 2;
    private static final Set<String> EVERY = Set.of("*", "*/1", "0-23", "0-23/1");
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(2000, 1, 1, 0, 0);

    /** What a field of the expression is called, and what it takes. */
    private record Field(String name, String takes) {}

    private static final List<Field> FIELDS = List.of(
            new Field("second", "0-59"),
            new Field("minute", "0-59"),
            new Field("hour", "0-23"),
            new Field("day of month", "1-31, L, 15W"),
            new Field("month", "1-12 or JAN-DEC"),
            new Field("day of week", "0-7 or SUN-SAT, 5L, MON#2"));

    private final String text;
    private final boolean everyHour;
    private final CronExpression expression;

    private Cron(String text, boolean everyHour, CronExpression expression) {
        this.text = text;
        this.everyHour = everyHour;
        this.expression = expression;
    }

    /**
     * Reads an expression.
     *
     * @throws InvalidInputException when it is none, or its day never comes; it names the field that is wrong
     */
    public static Cron parse(String text) {
        String[] given = text.strip().split("\\s+");
        if (given.length != 5 && given.length != 6) {
            throw invalid(
                    "cron must have 5 fields (minute, hour, day of month, month, day of week), or 6 with the second "
                            + "before them; it has " + (text.isBlank() ? 0 : given.length));
        }
        String[] fields = new String[6];
        fields[0] = "0";
        System.arraycopy(given, 0, fields, 6 - given.length, given.length);
        for (int i = 0; i < fields.length; i++) {
            check(i, fields[i]);
        }
        String normal = String.join(" ", given);
        if (normal.length() > LONGEST) {
            throw invalid("cron must have at most " + LONGEST + " characters");
        }
        CronExpression expression = CronExpression.parse(String.join(" ", fields));
        if (expression.next(LONG_AGO) == null) {
            throw invalid("cron never comes: no day of month " + fields[3] + ", month " + fields[4]
                    + " and day of week " + fields[5] + " fall together");
        }
        return new Cron(normal, EVERY.contains(fields[HOUR]), expression);
    }

    @Override
    public Optional<LocalDateTime> next(LocalDateTime after) {
        return Optional.ofNullable(expression.next(after));
    }

    @Override
    public boolean everyHour() {
        return everyHour;
    }

    /** The expression as it was given, single spaces between its fields. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    private static void check(int index, String value) {
        String[] probe = new String[FIELDS.size()];
        Arrays.fill(probe, "*");
        probe[index] = value;
        if (!CronExpression.isValidExpression(String.join(" ", probe))) {
            Field field = FIELDS.get(index);
            throw invalid("cron has \"" + value + "\" for the " + field.name() + ", which takes *, " + field.takes()
                    + ", lists (1,2), ranges (1-5) and steps (*/2)");
        }
    }

    private static InvalidInputException invalid(String message) {
        return new InvalidInputException("cron", "INVALID", message);
    }
}
