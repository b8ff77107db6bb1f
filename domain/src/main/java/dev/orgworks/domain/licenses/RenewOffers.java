package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings the waitlist of every pool forward. */
@Component
class RenewOffers implements Upkeep<Long> {

    private final FindPools pools;
    private final PromoteWaitlist promote;

    RenewOffers(FindPools pools, PromoteWaitlist promote) {
        this.pools = pools;
        this.promote = promote;
    }

    @Override
    public Part part() {
        return Part.OFFERS_RENEWED;
    }

    @Override
    public List<Long> after(long organizationId, long last, int limit) {
        return pools.withWaitlist(organizationId, last, limit);
    }

    @Override
    public long key(Long poolId) {
        return poolId;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Long> poolIds) {
        poolIds.forEach(pool -> promote.promote(actor, organizationId, pool));
        return new Done(poolIds.size());
    }
}
