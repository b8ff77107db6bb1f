package dev.orgworks.domain.reports;

import dev.orgworks.domain.metrics.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The spans of local days that a summary's series is made of. Weeks begin on Mondays (ISO 8601), quarters as years do. */
public enum SummaryPeriod {
    DAY(Period.DAY, 62),
    WEEK(Period.WEEK, 371),
    MONTH(Period.MONTH, 1_100),
    QUARTER(Period.QUARTER, 3_700),
    YEAR(Period.YEAR, Long.MAX_VALUE);

    private final Period calendar;
    private final long usualDays;

    SummaryPeriod(Period calendar, long usualDays) {
        this.calendar = calendar;
        this.usualDays = usualDays;
    }

    /** The first day of the period that a day is in. */
    public LocalDate start(LocalDate day) {
        return calendar.start(day);
    }

    /** The first day of the period behind one. */
    public LocalDate next(LocalDate start) {
        return calendar.next(start);
    }

    /** Which one suits a range: days of up to two months, weeks of a year, months of three years, quarters of ten, else years. */
    public static SummaryPeriod of(LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        for (SummaryPeriod period : values()) {
            if (days <= period.usualDays) {
                return period;
            }
        }
        return YEAR;
    }
}
