package dev.orgworks.domain.reports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Figures by day and measure. */
final class SummaryFigures {

    /** What a figure is of. */
    record OfDay(LocalDate day, String measure) {}

    /** How often, and what the values add up to. */
    record Figure(long n, BigDecimal amount) {

        private Figure plus(Figure other) {
            return new Figure(n + other.n, amount.add(other.amount));
        }

        boolean same(Figure other) {
            return n == other.n && amount.compareTo(other.amount) == 0;
        }
    }

    private final Map<OfDay, Figure> figures = new HashMap<>();

    void add(LocalDate day, String measure, long n, BigDecimal amount) {
        figures.merge(new OfDay(day, measure), new Figure(n, amount), Figure::plus);
    }

    /** One of nothing but a number. */
    void add(LocalDate day, String measure, long n) {
        add(day, measure, n, BigDecimal.ZERO);
    }

    Map<OfDay, Figure> all() {
        return figures;
    }

    void forEach(BiConsumer<OfDay, Figure> act) {
        figures.forEach(act);
    }
}
