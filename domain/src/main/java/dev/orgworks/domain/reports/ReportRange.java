package dev.orgworks.domain.reports;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;

/** Days that are named by when a report is made, for reports that are made again and again. */
public enum ReportRange {
    YESTERDAY("yesterday") {
        @Override
        public Days days(LocalDate today, LocalDate previous) {
            return new Days(today.minusDays(1), today.minusDays(1));
        }
    },
    /** The seven days that end with yesterday. */
    LAST_7_DAYS("last7days") {
        @Override
        public Days days(LocalDate today, LocalDate previous) {
            return new Days(today.minusDays(7), today.minusDays(1));
        }
    },
    /** The thirty days that end with yesterday. */
    LAST_30_DAYS("last30days") {
        @Override
        public Days days(LocalDate today, LocalDate previous) {
            return new Days(today.minusDays(30), today.minusDays(1));
        }
    },
    /** The last whole week, Monday to Sunday. */
    LAST_WEEK("lastWeek") {
        @Override
        public Days days(LocalDate today, LocalDate previous) {
            LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return new Days(monday.minusDays(7), monday.minusDays(1));
        }
    },
    /** The last whole month. */
    LAST_MONTH("lastMonth") {
        @Override
        public Days days(LocalDate today, LocalDate previous) {
            YearMonth month = YearMonth.from(today).minusMonths(1);
            return new Days(month.atDay(1), month.atEndOfMonth());
        }
    },
    /** The last whole quarter; quarters begin with January, April, July and October. */
    LAST_QUARTER("lastQuarter") {
        @Override
        public Days days(LocalDate today, LocalDate previous) {
            YearMonth first = YearMonth.of(today.getYear(), today.get(IsoFields.QUARTER_OF_YEAR) * 3 - 2)
                    .minusMonths(3);
            return new Days(first.atDay(1), first.plusMonths(2).atEndOfMonth());
        }
    },
    /** From the day of the report before this one to yesterday: no day is left out, none is in two reports. */
    PREVIOUS_PERIOD("previousPeriod") {
        @Override
        public Days days(LocalDate today, LocalDate previous) {
            LocalDate yesterday = today.minusDays(1);
            return new Days(previous.isBefore(yesterday) ? previous : yesterday, yesterday);
        }
    };

    private final String word;

    ReportRange(String word) {
        this.word = word;
    }

    /** Days, the first and the last among them. */
    public record Days(LocalDate from, LocalDate to) {}

    /**
     * Which days these are.
     *
     * @param today the day on which the report is made
     * @param previous the day on which the one before it was
     */
    public abstract Days days(LocalDate today, LocalDate previous);

    /** As bodies write it. */
    public String word() {
        return word;
    }

    /** The range that is called so, in upper or lower case. */
    static Optional<ReportRange> find(String word) {
        return Arrays.stream(values())
                .filter(range -> range.word.equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
