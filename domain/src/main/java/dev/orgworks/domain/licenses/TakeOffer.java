package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.users.TokenSecret;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives somebody the seat that was offered to him. */
@Component
public class TakeOffer {

    private final FindWaitlist waitlist;
    private final LockWaiting lock;
    private final FindLearners learners;
    private final FindSeats seats;
    private final GrantSeat grant;

    TakeOffer(FindWaitlist waitlist, LockWaiting lock, FindLearners learners, FindSeats seats, GrantSeat grant) {
        this.waitlist = waitlist;
        this.lock = lock;
        this.learners = learners;
        this.seats = seats;
        this.grant = grant;
    }

    /**
     * Takes the offer of a link, by its secret; again, it answers with the same seat.
     *
     * @throws NotFoundException when there is no such offer
     * @throws ConflictException as {@link #take(Actor, long, long)}
     */
    @Transactional
    public GrantSeat.Outcome take(Actor actor, TokenSecret secret) {
        FindWaitlist.Offer offer =
                waitlist.byOffer(secret).orElseThrow(() -> new NotFoundException("Offer", "of this link"));
        return take(actor, offer.organizationId(), offer.waitingId());
    }

    /**
     * Takes an offer; again, it answers with the same seat.
     *
     * @param waitingId the entry of the waitlist
     * @throws NotFoundException when the organization has no such entry
     * @throws ConflictException OFFER_EXPIRED, OFFER_DECLINED, OFFER_WITHDRAWN, NO_OFFER when it is not his turn yet, SEAT_ENDED
     *     when he took it and has lost the seat since; or what hinders a seat: the pool expired, the learner is suspended
     */
    @Transactional
    public GrantSeat.Outcome take(Actor actor, long organizationId, long waitingId) {
        Waiting waiting = lock.offered(organizationId, waitingId).waiting();
        if (waiting.state() == Waiting.State.ACCEPTED) {
            return new GrantSeat.Outcome(
                    seats.held(waiting.poolId(), waiting.learnerId())
                            .orElseThrow(() -> new ConflictException(
                                    "SEAT_ENDED", "The offer was taken, and the seat has ended since")),
                    false);
        }
        Learner learner = learners.byId(organizationId, waiting.learnerId());
        return grant.grant(actor, waiting.poolId(), learner, organizationId, Seat.Source.WAITLIST);
    }
}
