package dev.orgworks.api.licenses;

import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.FindWaitlist;
import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.organizations.Organization;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Shows pools as they are now. */
@Component
class ShowPool {

    private final FindPools pools;
    private final FindWaitlist waitlist;
    private final InstantSource clock;

    ShowPool(FindPools pools, FindWaitlist waitlist, InstantSource clock) {
        this.pools = pools;
        this.waitlist = waitlist;
        this.clock = clock;
    }

    PoolView show(Organization organization, long poolId) {
        return show(pools.byId(organization.id(), poolId));
    }

    /** Pools of one organization, who waits for them counted at once. */
    List<PoolView> show(Organization organization, List<LicensePool> found) {
        Map<Long, Long> waiting = waitlist.counts(organization.id());
        return found.stream()
                .map(pool -> PoolView.of(pool, waiting.getOrDefault(pool.id(), 0L), clock.instant()))
                .toList();
    }

    PoolView show(LicensePool pool) {
        return PoolView.of(pool, waitlist.count(pool.organizationId(), pool.id()), clock.instant());
    }
}
