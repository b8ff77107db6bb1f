package dev.orgworks.api.licenses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.licenses.Seat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A seat as the API shows it.
 *
 * @param endedAt only of one that has ended, with the reason
 */
record SeatView(
        long id,
        long poolId,
        long learnerId,
        Seat.State state,
        Seat.Source source,
        String givenBy,
        Instant givenAt,
        @Nullable Instant lastUsedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant endedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) Seat.@Nullable End endReason) {

    static SeatView of(Seat seat) {
        return new SeatView(
                seat.id(),
                seat.poolId(),
                seat.learnerId(),
                seat.state(),
                seat.source(),
                seat.givenBy(),
                seat.givenAt(),
                seat.lastUsedAt(),
                seat.endedAt(),
                seat.endReason());
    }
}
