package dev.orgworks.domain.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization's figures of a period. A conversation counts on the local day on which it was opened, a ticket on that on which it
 * was resolved; each figure is made of the facts as they are known, so that of a conversation that ends a week later the day on which it
 * was opened tells. Means and percentages are made of sums and counts, and rounded once, half up. There is a row for each period from
 * that of the first fact to today's, also where nothing happened; null means that there is nothing to make a figure of.
 *
 * @param id the same whenever the row is written: it follows from organization, period and start
 * @param periodStart when its first day begins where the organization is
 * @param periodEnd the last second of its last day
 * @param totalChats conversations opened in it
 * @param activeChats conversations opened before its end, and not ended before its end; of a period that is not over, before the
 *     end of its last day so far
 * @param avgResponseTime seconds from opening to first response: the mean of its conversations that had one (a response before the
 *     opening counts as 0 s)
 * @param firstContactResolution percentage of its ended conversations that were resolved at first contact
 * @param customerSatisfaction the mean of all marks: the ratings of its conversations, and the scores of the tickets resolved in it
 * @param escalationRate percentage of its conversations that were escalated
 * @param aiResolutionRate percentage of its ended conversations that the AI handled and that were not escalated
 * @param ticketsResolved tickets resolved in it
 */
public record PerformanceMetric(
        UUID id,
        Period period,
        Instant periodStart,
        Instant periodEnd,
        long totalChats,
        long activeChats,
        @Nullable Long avgResponseTime,
        @Nullable BigDecimal firstContactResolution,
        @Nullable BigDecimal customerSatisfaction,
        @Nullable BigDecimal escalationRate,
        @Nullable BigDecimal aiResolutionRate,
        long ticketsResolved) {}
