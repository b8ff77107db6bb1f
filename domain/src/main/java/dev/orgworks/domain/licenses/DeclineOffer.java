package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.users.TokenSecret;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Declines the seat that was offered to somebody; it goes to who is next. */
@Component
public class DeclineOffer {

    private final FindWaitlist waitlist;
    private final LockWaiting lock;
    private final WriteWaiting write;
    private final PromoteWaitlist promote;

    DeclineOffer(FindWaitlist waitlist, LockWaiting lock, WriteWaiting write, PromoteWaitlist promote) {
        this.waitlist = waitlist;
        this.lock = lock;
        this.write = write;
        this.promote = promote;
    }

    /**
     * Declines the offer of a link, by its secret.
     *
     * @throws NotFoundException when there is no such offer
     * @throws ConflictException as {@link #decline(Actor, long, long)}
     */
    @Transactional
    public Waiting decline(Actor actor, TokenSecret secret) {
        FindWaitlist.Offer offer =
                waitlist.byOffer(secret).orElseThrow(() -> new NotFoundException("Offer", "of this link"));
        return decline(actor, offer.organizationId(), offer.waitingId());
    }

    /**
     * Declines an offer.
     *
     * @param waitingId the entry of the waitlist
     * @throws NotFoundException when the organization has no such entry
     * @throws ConflictException OFFER_EXPIRED, OFFER_DECLINED, OFFER_WITHDRAWN, NO_OFFER, or OFFER_TAKEN when he has the seat
     */
    @Transactional
    public Waiting decline(Actor actor, long organizationId, long waitingId) {
        LockWaiting.Locked locked = lock.offered(organizationId, waitingId);
        if (locked.waiting().state() == Waiting.State.ACCEPTED) {
            throw new ConflictException("OFFER_TAKEN", "The seat was taken already; have it revoked instead");
        }
        Waiting declined = write.end(actor, locked.pool(), locked.waiting(), Waiting.State.DECLINED);
        promote.promote(actor, organizationId, declined.poolId());
        return declined;
    }
}
