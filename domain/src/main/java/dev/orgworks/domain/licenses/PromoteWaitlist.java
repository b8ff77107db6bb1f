package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings a pool's waitlist forward: withdraws offers that have run out, and gives what is free to who is next. */
@Component
public class PromoteWaitlist {

    private static final int PAGE = 100;

    private final FindPools pools;
    private final FindWaitlist waitlist;
    private final WriteWaiting write;
    private final PromoteNext next;
    private final InstantSource clock;

    PromoteWaitlist(FindPools pools, FindWaitlist waitlist, WriteWaiting write, PromoteNext next, InstantSource clock) {
        this.pools = pools;
        this.waitlist = waitlist;
        this.write = write;
        this.next = next;
        this.clock = clock;
    }

    /**
     * Goes on until no seat is free or nobody waits; a pool in grace, or expired, gives none. The pool's row is locked from here
     * to the end of the transaction.
     *
     * @return the pool as it is then: if it has a seat available, and gives seats, nobody waits
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such pool
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public LicensePool promote(Actor actor, long organizationId, long poolId) {
        LicensePool pool = pools.locked(organizationId, poolId);
        for (Waiting expired : waitlist.expired(poolId, clock.instant())) {
            write.end(actor, pool, expired, Waiting.State.EXPIRED);
        }
        if (pool.stateAt(clock.instant()) != PoolState.ACTIVE) {
            return pools.locked(organizationId, poolId);
        }
        List<Waiting> waiting;
        do {
            pool = pools.locked(organizationId, poolId);
            waiting = pool.available() == 0 ? List.of() : waitlist.next(poolId, Math.min(PAGE, pool.available()));
            for (Waiting one : waiting) {
                next.promote(actor, pool, one);
            }
        } while (!waiting.isEmpty());
        return pool;
    }

    /** Seats are free. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void freed(SeatFreed freed) {
        promote(freed.actor(), freed.organizationId(), freed.poolId());
    }
}
