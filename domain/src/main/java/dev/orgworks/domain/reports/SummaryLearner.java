package dev.orgworks.domain.reports;

import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.licenses.Seat;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a summary says of one learner; activity as far as it was rolled up.
 *
 * @param name as he is shown; null: the roster says none
 * @param progress percent of two places: the mean of his courses, each as its latest {@code PROGRESS} says; null: there is none
 * @param courses how many that is the mean of
 * @param events what he did, of all kinds
 * @param lastActivityAt when the last of these was; null: there is none
 * @param seats that he holds, in the order of their pools
 * @param joinedAt since when he is known
 */
public record SummaryLearner(
        long id,
        String externalId,
        @Nullable String name,
        LearnerStatus status,
        @Nullable BigDecimal progress,
        int courses,
        long events,
        @Nullable Instant lastActivityAt,
        List<Held> seats,
        Source source,
        Instant joinedAt) {

    public SummaryLearner {
        seats = List.copyOf(seats);
    }

    /** A seat that he holds. */
    public record Held(long poolId, String product, Seat.State state) {}

    /** How he came. */
    public enum Source {
        /** With a roster. */
        IMPORT,
        /** He claimed a seat with a token. */
        CLAIM,
        /** He accepted an invite. */
        INVITE,
        /** Nothing tells. */
        OTHER
    }
}
