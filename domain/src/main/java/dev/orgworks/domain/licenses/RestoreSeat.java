package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.Learner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a seat back that was reclaimed because it was not used. */
@Component
public class RestoreSeat {

    /** How long that can be undone. */
    public static final Duration WITHIN = Duration.ofDays(14);

    private final FindSeats seats;
    private final FindLearners learners;
    private final PromoteWaitlist promote;
    private final GrantSeat grant;
    private final InstantSource clock;

    RestoreSeat(FindSeats seats, FindLearners learners, PromoteWaitlist promote, GrantSeat grant, InstantSource clock) {
        this.seats = seats;
        this.learners = learners;
        this.promote = promote;
        this.grant = grant;
        this.clock = clock;
    }

    /**
     * Gives its last holder a seat of the same pool, if one is left by those who wait; again, it answers with that seat.
     *
     * @param seatId the seat that was reclaimed
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such seat, or the learner is gone
     * @throws NoSeatLeftException when there is none for him now
     * @throws ConflictException NOT_RECLAIMED when it has not ended, or otherwise; RESTORE_TOO_LATE; or what hinders a new seat
     */
    @Transactional
    public GrantSeat.Outcome restore(Actor actor, long organizationId, long seatId) {
        Seat seat = seats.byId(organizationId, seatId);
        if (seat.endReason() != Seat.End.RECLAIMED) {
            throw new ConflictException("NOT_RECLAIMED", "The seat was not reclaimed, so it cannot be given back");
        }
        promote.promote(actor, organizationId, seat.poolId());
        Optional<Seat> held = seats.held(seat.poolId(), seat.learnerId());
        if (held.isPresent()) {
            return new GrantSeat.Outcome(held.get(), false);
        }
        Instant ended = Objects.requireNonNull(seat.endedAt());
        if (clock.instant().isAfter(ended.plus(WITHIN))) {
            throw new ConflictException(
                    "RESTORE_TOO_LATE",
                    "A reclaimed seat can be given back within " + WITHIN.toDays() + " days; assign a new one");
        }
        Learner learner = learners.byId(organizationId, seat.learnerId());
        return grant.grant(actor, seat.poolId(), learner, organizationId, Seat.Source.RESTORED);
    }
}
