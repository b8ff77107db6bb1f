package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts a learner behind those who wait for a seat of a pool. */
@Component
public class JoinWaitlist {

    private final FindPools pools;
    private final FindWaitlist waitlist;
    private final RequireEligible eligible;
    private final WriteWaiting write;

    JoinWaitlist(FindPools pools, FindWaitlist waitlist, RequireEligible eligible, WriteWaiting write) {
        this.pools = pools;
        this.waitlist = waitlist;
        this.eligible = eligible;
        this.write = write;
    }

    /**
     * Puts him there, whatever the pool's policy and whether or not a seat is free; or finds the place, or the offer, that he
     * has. The pool's row is locked from here to the end of the transaction, so that places follow each other as people came.
     *
     * @throws dev.orgworks.domain.ConflictException when the pool is in grace or has expired, or the learner is suspended or
     *     removed
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such pool
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Waiting join(Actor actor, long organizationId, long poolId, Learner learner) {
        LicensePool pool = pools.locked(organizationId, poolId);
        Optional<Waiting> before = waitlist.open(poolId, learner.id());
        if (before.isPresent()) {
            return before.get();
        }
        eligible.check(pool, learner);
        return write.join(actor, pool, learner.id());
    }
}
