package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
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

    TransferSeat(FindPools pools, FindSeats seats, GrantSeat grant, WriteSeat write) {
        this.pools = pools;
        this.seats = seats;
        this.grant = grant;
        this.write = write;
    }

    /**
     * Ends one seat and gives another; as many are used as before.
     *
     * @return the new holder's seat
     * @throws NoSeatHeldException when the first one holds none
     * @throws ConflictException when the other one holds one, or may get none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Seat transfer(Actor actor, long organizationId, long poolId, Learner from, Learner to) {
        LicensePool pool = pools.locked(organizationId, poolId);
        Seat seat = seats.held(poolId, from.id()).orElseThrow(() -> NoSeatHeldException.of(pool));
        if (seats.held(poolId, to.id()).isPresent()) {
            throw new ConflictException("SEAT_HELD", "The other learner holds a seat of " + pool.name() + " already");
        }
        grant.check(pool, to);
        write.end(actor, seat, Seat.End.TRANSFERRED);
        return write.insert(actor, pool, to.id(), Seat.Source.TRANSFER);
    }
}
