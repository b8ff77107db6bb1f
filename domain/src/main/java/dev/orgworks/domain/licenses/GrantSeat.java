package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a learner a seat of a pool. Nobody gets one in another way, and no pool gives more than it has: the one that counts a
 * seat as used is a conditional update, and a check of the table stands behind it.
 */
@Component
public class GrantSeat {

    /**
     * What came of it.
     *
     * @param given false: the learner held the seat already
     */
    public record Outcome(Seat seat, boolean given) {}

    private final FindPools pools;
    private final FindSeats seats;
    private final RequireEligible eligible;
    private final WriteWaiting waiting;
    private final WriteSeat write;

    GrantSeat(FindPools pools, FindSeats seats, RequireEligible eligible, WriteWaiting waiting, WriteSeat write) {
        this.pools = pools;
        this.seats = seats;
        this.eligible = eligible;
        this.waiting = waiting;
        this.write = write;
    }

    /**
     * Gives the seat, or finds the one that the learner holds. The pool's row is locked from here to the end of the
     * transaction. If he waits for a seat, he waits no longer; if one is offered to him, it is that one.
     *
     * @throws NoSeatLeftException when the pool has none left
     * @throws ConflictException when the pool is in grace or has expired, or the learner is suspended or removed
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such pool
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome grant(Actor actor, long poolId, Learner learner, long organizationId, Seat.Source source) {
        LicensePool pool = pools.locked(organizationId, poolId);
        Optional<Seat> before = seats.held(poolId, learner.id());
        if (before.isPresent()) {
            return new Outcome(before.get(), false);
        }
        admit(actor, pool, learner);
        write.use(pool);
        return new Outcome(write.insert(actor, pool, learner.id(), source), true);
    }

    /** Throws what hinders a new seat of the pool for the learner, but for that none is left; he waits for none any more. */
    void admit(Actor actor, LicensePool pool, Learner learner) {
        eligible.check(pool, learner);
        waiting.settle(actor, pool, learner.id());
    }
}
