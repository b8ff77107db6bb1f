package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerStatus;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Whether a pool gives new seats now, and a learner may have one. */
@Component
class RequireEligible {

    private final InstantSource clock;

    RequireEligible(InstantSource clock) {
        this.clock = clock;
    }

    /** @throws ConflictException when the pool is in grace or has expired, or the learner is suspended or removed */
    void check(LicensePool pool, Learner learner) {
        PoolState state = pool.stateAt(clock.instant());
        if (state != PoolState.ACTIVE) {
            throw new ConflictException(
                    state == PoolState.GRACE ? "POOL_IN_GRACE" : "POOL_EXPIRED",
                    "The licences of " + pool.name() + " have expired; new seats can be given once they are renewed");
        }
        if (learner.status() != LearnerStatus.ACTIVE) {
            throw new ConflictException(
                    "LEARNER_" + learner.status(),
                    learner.status() == LearnerStatus.SUSPENDED
                            ? "The learner is suspended; reinstate him before he gets a seat"
                            : "The learner is removed; reinstate him before he gets a seat");
        }
    }
}
