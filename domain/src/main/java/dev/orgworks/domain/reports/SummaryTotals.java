package dev.orgworks.domain.reports;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What figures of days add up to, by measure. */
final class SummaryTotals {

    private record Total(long n, BigDecimal amount) {

        Total plus(Total other) {
            return new Total(n + other.n, amount.add(other.amount));
        }
    }

    private static final Total NOTHING = new Total(0, BigDecimal.ZERO);

    private final Map<String, Total> totals = new HashMap<>();

    void add(String measure, long n, BigDecimal amount) {
        totals.merge(measure, new Total(n, amount), Total::plus);
    }

    void add(SummaryTotals other) {
        other.totals.forEach((measure, total) -> totals.merge(measure, total, Total::plus));
    }

    long n(String measure) {
        return totals.getOrDefault(measure, NOTHING).n();
    }

    BigDecimal amount(String measure) {
        return totals.getOrDefault(measure, NOTHING).amount();
    }
}
