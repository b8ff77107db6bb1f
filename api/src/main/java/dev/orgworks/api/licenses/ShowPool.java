package dev.orgworks.api.licenses;

import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.FindWaitlist;
import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.organizations.Organization;
import java.time.InstantSource;
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

    PoolView show(LicensePool pool) {
        return PoolView.of(pool, waitlist.count(pool.organizationId(), pool.id()), clock.instant());
    }
}
