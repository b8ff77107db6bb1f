package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerStatus;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a learner a seat of a pool. Nobody gets one in another way, and no pool gives more than it has: the one that counts a
 * seat as used is a conditional update, and a check of the table stands behind it.
 */
@Component
public class GrantSeat {

    /**
     * What came of it.
     *
     * @param given false: the learner held the seat already
     */
    public record Outcome(Seat seat, boolean given) {}

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final FindSeats seats;
    private final WriteSeat write;
    private final InstantSource clock;

    GrantSeat(JdbcClient jdbc, FindPools pools, FindSeats seats, WriteSeat write, InstantSource clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.seats = seats;
        this.write = write;
        this.clock = clock;
    }

    /**
     * Gives the seat, or finds the one that the learner holds. The pool's row is locked from here to the end of the
     * transaction.
     *
     * @throws NoSeatLeftException when the pool has none left
     * @throws ConflictException when the pool is in grace or has expired, or the learner is suspended or removed
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such pool
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome grant(Actor actor, long poolId, Learner learner, long organizationId, Seat.Source source) {
        LicensePool pool = pools.locked(organizationId, poolId);
        Optional<Seat> before = seats.held(poolId, learner.id());
        if (before.isPresent()) {
            return new Outcome(before.get(), false);
        }
        check(pool, learner);
        if (jdbc.sql("update license_pool set used = used + 1 where id = :pool and used + held < total")
                        .param("pool", poolId)
                        .update()
                != 1) {
            throw new NoSeatLeftException(pool);
        }
        return new Outcome(write.insert(actor, pool, learner.id(), source), true);
    }

    /** Throws what hinders a new seat of the pool for the learner, but for that none is left. */
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
