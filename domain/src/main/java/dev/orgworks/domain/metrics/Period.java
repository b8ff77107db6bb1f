package dev.orgworks.domain.metrics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** A span of local days of which there are figures. */
public enum Period {
    DAY {
        @Override
        public LocalDate start(LocalDate day) {
            return day;
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plusDays(1);
        }
    },
    /** From Monday on, as ISO 8601 counts weeks. */
    WEEK {
        @Override
        public LocalDate start(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plusWeeks(1);
        }
    },
    MONTH {
        @Override
        public LocalDate start(LocalDate day) {
            return day.withDayOfMonth(1);
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plusMonths(1);
        }
    },
    /** Quarters begin with January, April, July and October. */
    QUARTER {
        @Override
        public LocalDate start(LocalDate day) {
            return day.with(IsoFields.DAY_OF_QUARTER, 1);
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plusMonths(3);
        }
    },
    YEAR {
        @Override
        public LocalDate start(LocalDate day) {
            return day.withDayOfYear(1);
        }

        @Override
        public LocalDate next(LocalDate start) {
            return start.plusYears(1);
        }
    };

    /** The first day of the period that a day is in. */
    public abstract LocalDate start(LocalDate day);

    /** The first day of the period behind one. */
    public abstract LocalDate next(LocalDate start);
}
