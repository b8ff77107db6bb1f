package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads an entry of a waitlist under the lock of its pool, so that nobody changes it before the transaction ends. */
@Component
class LockWaiting {

    private final FindPools pools;
    private final FindWaitlist waitlist;
    private final InstantSource clock;

    LockWaiting(FindPools pools, FindWaitlist waitlist, InstantSource clock) {
        this.pools = pools;
        this.waitlist = waitlist;
        this.clock = clock;
    }

    record Locked(LicensePool pool, Waiting waiting) {}

    /** @throws dev.orgworks.domain.NotFoundException when the organization has no such entry */
    @Transactional(propagation = Propagation.MANDATORY)
    Locked lock(long organizationId, long waitingId) {
        long poolId = waitlist.byId(organizationId, waitingId).poolId();
        LicensePool pool = pools.locked(organizationId, poolId);
        return new Locked(pool, waitlist.byId(organizationId, waitingId));
    }

    /**
     * The same, of somebody whose offer stands, or who took it.
     *
     * @throws ConflictException OFFER_EXPIRED, OFFER_DECLINED, OFFER_WITHDRAWN; NO_OFFER when it is not his turn yet
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Locked offered(long organizationId, long waitingId) {
        Locked locked = lock(organizationId, waitingId);
        Waiting waiting = locked.waiting();
        if (waiting.state() == Waiting.State.OFFERED
                && waiting.offerExpiresAt() != null
                && !clock.instant().isBefore(waiting.offerExpiresAt())) {
            throw expired();
        }
        return switch (waiting.state()) {
            case OFFERED, ACCEPTED -> locked;
            case WAITING -> throw new ConflictException("NO_OFFER", "No seat is free yet; an offer comes when one is");
            case EXPIRED -> throw expired();
            case DECLINED -> throw new ConflictException("OFFER_DECLINED", "The offer was declined");
            case LEFT -> throw new ConflictException("OFFER_WITHDRAWN", "The offer does not stand any more");
        };
    }

    private static ConflictException expired() {
        return new ConflictException("OFFER_EXPIRED", "The offer has run out; the seat goes to who is next");
    }
}
