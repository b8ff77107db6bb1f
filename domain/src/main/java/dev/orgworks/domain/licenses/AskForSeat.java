package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives a learner a seat if one is left for him, else a place on the waitlist if the pool has one. Nobody overtakes. */
@Component
public class AskForSeat {

    /** What he has now. */
    public sealed interface Outcome {}

    /**
     * A seat.
     *
     * @param given false: he held it already
     */
    public record Holds(Seat seat, boolean given) implements Outcome {}

    /**
     * A place on the waitlist.
     *
     * @param joined false: he had it already
     */
    public record Waits(Waiting waiting, boolean joined) implements Outcome {}

    private final FindSeats seats;
    private final FindWaitlist waitlist;
    private final PromoteWaitlist promote;
    private final GrantSeat grant;
    private final JoinWaitlist join;

    AskForSeat(FindSeats seats, FindWaitlist waitlist, PromoteWaitlist promote, GrantSeat grant, JoinWaitlist join) {
        this.seats = seats;
        this.waitlist = waitlist;
        this.promote = promote;
        this.grant = grant;
        this.join = join;
    }

    /**
     * Asks for a seat. The pool's row is locked from here to the end of the transaction. Who has an open offer takes it by this;
     * who waits already keeps his place.
     *
     * @throws NoSeatLeftException when none is left for him and the pool has no waitlist
     * @throws dev.orgworks.domain.ConflictException when the pool is in grace or has expired, or the learner is suspended or
     *     removed
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such pool
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome ask(Actor actor, long organizationId, long poolId, Learner learner, Seat.Source source) {
        LicensePool pool = promote.promote(actor, organizationId, poolId);
        Optional<Seat> held = seats.held(poolId, learner.id());
        if (held.isPresent()) {
            return new Holds(held.get(), false);
        }
        Optional<Waiting> open = waitlist.open(poolId, learner.id());
        if (open.filter(waiting -> waiting.state() == Waiting.State.WAITING).isPresent()) {
            return new Waits(open.get(), false);
        }
        if (open.isPresent() || pool.available() > 0) {
            return new Holds(
                    grant.grant(actor, poolId, learner, organizationId, source).seat(), true);
        }
        if (pool.overage() == LicensePool.Overage.REFUSE) {
            throw new NoSeatLeftException(pool);
        }
        return new Waits(join.join(actor, organizationId, poolId, learner), true);
    }
}
