package dev.orgworks.domain.jobs;

import dev.orgworks.domain.InvalidInputException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence as people say it: every week on Monday at 06:30.
 *
 * @param at the local time, in whole seconds
 * @param weekday of the week; only, and always, of {@link Every#WEEKLY}
 * @param dayOfMonth 1 to 31, in shorter months their last day; only, and always, of {@link Every#MONTHLY} and
 *     {@link Every#QUARTERLY}
 * @param monthOfQuarter 1 (the default) to 3; only of {@link Every#QUARTERLY}
 */
public record Cadence(
        Every every,
        LocalTime at,
        @Nullable DayOfWeek weekday,
        @Nullable Integer dayOfMonth,
        @Nullable Integer monthOfQuarter)
        implements Rhythm {

    /** How often. */
    public enum Every {
        DAILY,
        WEEKLY,
        MONTHLY,
        /** Quarters begin with January, April, July and October. */
        QUARTERLY
    }

    /** @throws InvalidInputException when a field is missing, or says something of another cadence */
    public Cadence {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        boolean ofMonth = every == Every.MONTHLY || every == Every.QUARTERLY;
        fits("weekday", weekday, every == Every.WEEKLY, every);
        fits("dayOfMonth", dayOfMonth, ofMonth, every);
        if (every == Every.QUARTERLY && monthOfQuarter == null) {
            monthOfQuarter = 1;
        }
        fits("monthOfQuarter", monthOfQuarter, every == Every.QUARTERLY, every);
        within("dayOfMonth", dayOfMonth, 31);
        within("monthOfQuarter", monthOfQuarter, 3);
    }

    @Override
    public Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDateTime next = switch (every) {
            case DAILY -> after.with(at);
            case WEEKLY -> after.with(at).with(TemporalAdjusters.nextOrSame(Objects.requireNonNull(weekday)));
            case MONTHLY -> in(YearMonth.from(after));
            case QUARTERLY -> inQuarterOf(YearMonth.from(after));
        };
        if (next.isAfter(after)) {
            return Optional.of(next);
        }
        return Optional.of(
                switch (every) {
                    case DAILY -> next.plusDays(1);
                    case WEEKLY -> next.plusWeeks(1);
                    case MONTHLY -> in(YearMonth.from(after).plusMonths(1));
                    case QUARTERLY -> inQuarterOf(YearMonth.from(after).plusMonths(3));
                });
    }

    @Override
    public boolean everyHour() {
        return false;
    }

    private LocalDateTime inQuarterOf(YearMonth month) {
        YearMonth first = month.withMonth(month.get(IsoFields.QUARTER_OF_YEAR) * 3 - 2);
        return in(first.plusMonths(Objects.requireNonNull(monthOfQuarter) - 1L));
    }

    private LocalDateTime in(YearMonth month) {
        return month.atDay(Math.min(Objects.requireNonNull(dayOfMonth), month.lengthOfMonth()))
                .atTime(at);
    }

    private static void fits(String field, @Nullable Object value, boolean wanted, Every every) {
        if (wanted && value == null) {
            throw new InvalidInputException(
                    "cadence." + field, "REQUIRED", "cadence." + field + " is needed for " + every);
        }
        if (!wanted && value != null) {
            throw new InvalidInputException(
                    "cadence." + field,
                    "INVALID",
                    "cadence." + field + " says nothing for " + every + "; leave it out");
        }
    }

    private static void within(String field, @Nullable Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new InvalidInputException(
                    "cadence." + field, "OUT_OF_RANGE", "cadence." + field + " must be from 1 to " + most);
        }
    }
}
