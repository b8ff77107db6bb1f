package dev.orgworks.domain.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A representative's figures of a period; days and rounding are those of {@link PerformanceMetric}. There is a row for each period in
 * which he handled a conversation that was opened, or has a ticket that was made or resolved; null means that there is nothing to
 * make a figure of.
 *
 * @param id the same whenever the row is written: it follows from organization, representative, period and start
 * @param ticketsHandled tickets made in it that are assigned to him
 * @param avgResponseTime seconds from opening to first response: the mean of the conversations that he handled, opened in it, that
 *     had one
 * @param resolutionRate percentage of {@code ticketsHandled} that are resolved, whenever that was
 * @param customerSatisfaction the mean of all marks: the ratings of the conversations that he handled, opened in it, and the scores of
 *     his tickets resolved in it
 * @param trend how he stands against the period before
 */
public record TeamPerformance(
        UUID id,
        UUID representativeId,
        Period period,
        Instant periodStart,
        Instant periodEnd,
        long ticketsHandled,
        @Nullable Long avgResponseTime,
        @Nullable BigDecimal resolutionRate,
        @Nullable BigDecimal customerSatisfaction,
        Trend trend) {

    /**
     * Three figures have a vote: the response time, of which less is better, the resolution rate and the satisfaction, of which more is.
     * One votes for better or worse when, as shown, it differs by more than 5 % of what it was in the calendar's period before; one
     * that is null in either period does not vote.
     */
    public enum Trend {
        /** More votes for better than for worse. */
        UP,
        /** More votes for worse than for better. */
        DOWN,
        /** As many for one as for the other, or none at all. */
        STABLE
    }
}
