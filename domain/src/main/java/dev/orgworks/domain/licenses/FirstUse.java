package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Gives a seat to somebody who uses a product without one, if a pool's rule says so and it has a seat for him. Who lost his for
 * want of use gets one again; he from whom somebody took it does not.
 */
@Component
class FirstUse {

    private static final Set<Seat.End> TAKEN = EnumSet.of(Seat.End.REVOKED, Seat.End.TRANSFERRED);

    private final PromoteWaitlist promote;
    private final GrantSeat grant;
    private final InstantSource clock;

    FirstUse(PromoteWaitlist promote, GrantSeat grant, InstantSource clock) {
        this.promote = promote;
        this.grant = grant;
        this.clock = clock;
    }

    /**
     * @param pools those of the product
     * @param before the seats of any pool that he holds or held
     */
    Optional<Seat> give(Actor actor, List<LicensePool> pools, Learner learner, List<Seat> before) {
        Set<Long> taken = before.stream()
                .filter(seat -> seat.endReason() != null && TAKEN.contains(seat.endReason()))
                .map(Seat::poolId)
                .collect(Collectors.toSet());
        return pools.stream()
                .filter(pool -> pool.rules().firstUse() && !taken.contains(pool.id()))
                .filter(this::givesSeats)
                .sorted(Comparator.comparing(LicensePool::id))
                .flatMap(pool -> give(actor, pool, learner).stream())
                .findFirst();
    }

    private boolean givesSeats(LicensePool pool) {
        return pool.available() > 0 && pool.stateAt(clock.instant()) == PoolState.ACTIVE;
    }

    private Optional<Seat> give(Actor actor, LicensePool known, Learner learner) {
        LicensePool pool = promote.promote(actor, known.organizationId(), known.id());
        return givesSeats(pool)
                ? Optional.of(grant.grant(actor, pool.id(), learner, pool.organizationId(), Seat.Source.RULE)
                        .seat())
                : Optional.empty();
    }
}
