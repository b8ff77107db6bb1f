package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives the seat of one learner to another, past everybody who waits. */
@Component
public class TransferSeat {

    private final FindPools pools;
    private final FindSeats seats;
    private final GrantSeat grant;
    private final WriteSeat write;
    private final ApplicationEventPublisher publisher;

    TransferSeat(
            FindPools pools, FindSeats seats, GrantSeat grant, WriteSeat write, ApplicationEventPublisher publisher) {
        this.pools = pools;
        this.seats = seats;
        this.grant = grant;
        this.write = write;
        this.publisher = publisher;
    }

    /**
     * Ends one seat and gives another; as many are used as before. A seat that was offered to the new holder is for the next.
     *
     * @return the new holder's seat
     * @throws NoSeatHeldException when the first one holds none
     * @throws ConflictException when the other one holds one, or may get none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Seat transfer(Actor actor, long organizationId, long poolId, Learner from, Learner to) {
        LicensePool pool = pools.locked(organizationId, poolId);
        Seat seat = seats.mustHold(poolId, from.id());
        if (seats.held(poolId, to.id()).isPresent()) {
            throw new ConflictException("SEAT_HELD", "The other learner holds a seat of " + pool.name() + " already");
        }
        grant.admit(actor, pool, to);
        write.end(actor, pool, List.of(seat.id()), Seat.End.TRANSFERRED);
        Seat given = write.insert(actor, pool, to.id(), Seat.Source.TRANSFER);
        publisher.publishEvent(new SeatFreed(actor, organizationId, poolId));
        return given;
    }
}
