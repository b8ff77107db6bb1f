package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a pool another number of seats. One below those in use needs to be told who loses his; offers of the waitlist are
 * withdrawn before anybody does.
 */
@Component
public class ResizePool {

    /**
     * What it came to.
     *
     * @param lost the seats that ended for it
     */
    public record Resized(LicensePool pool, List<Seat> lost) {}

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final RecordAudit audit;
    private final InstantSource clock;

    ResizePool(JdbcClient jdbc, FindPools pools, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Sets the number of seats.
     *
     * @param learners for {@link Shrink#LIST}
     * @throws ConflictException when the pool would be smaller than its use, and the policy does not allow it or the list does
     *     not name enough holders
     * @throws InvalidInputException when there cannot be so many
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Resized resize(
            Actor actor, long organizationId, long poolId, int total, Shrink policy, List<Long> learners) {
        List<Detail> wrong = new ArrayList<>();
        PoolDraft.range(wrong, "total", total, 0, CreatePool.MOST_SEATS);
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        LicensePool before = pools.locked(organizationId, poolId);
        if (total == before.total()) {
            return new Resized(before, List.of());
        }
        int tooMany = Math.max(0, before.used() - total);
        List<Seat> lost = tooMany == 0 ? List.of() : chosen(before, tooMany, policy, learners);
        withdrawOffers(poolId, Math.max(0, before.held() - Math.max(0, total - before.used())));
        endSeats(actor, lost);
        jdbc.sql("""
                        update license_pool
                        set used = used - :lost, total = :total, version = version + 1, updated_at = :now
                        where id = :pool
                        """)
                .param("pool", poolId)
                .param("lost", lost.size())
                .param("total", total)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        LicensePool after = pools.byId(organizationId, poolId);
        audit.record(
                actor, new AuditEntry(organizationId, "license.pool.resized", "licensePool", poolId, before, after));
        return new Resized(after, lost);
    }

    private List<Seat> chosen(LicensePool pool, int count, Shrink policy, List<Long> learners) {
        if (policy == Shrink.REFUSE) {
            throw new ConflictException(
                    "POOL_IN_USE",
                    "%d of %s are in use, %d more than that; say by policy who loses his seat: newest, idle_longest or list"
                            .formatted(pool.used(), pool.name(), count));
        }
        List<Seat> chosen = policy == Shrink.LIST && learners.isEmpty()
                ? List.of()
                : jdbc.sql("select * from license_seat where pool_id = :pool and live = 1 " + policy.choice()
                                + " limit :count")
                        .param("pool", pool.id())
                        .param("learners", learners)
                        .param("count", count)
                        .query(FindSeats::row)
                        .list();
        if (chosen.size() < count) {
            throw new ConflictException(
                    "LIST_TOO_SHORT",
                    "%d learners have to lose their seats, and the list names %d who hold one"
                            .formatted(count, chosen.size()));
        }
        return chosen;
    }

    /** Whose offer came last waits again, at his old place. */
    private void withdrawOffers(long poolId, int count) {
        if (count > 0) {
            jdbc.sql("""
                            update license_waitlist
                            set state = 'WAITING', offered_at = null, offer_expires_at = null, offer_hash = null
                            where pool_id = :pool and state = 'OFFERED' order by id desc limit :count
                            """).param("pool", poolId).param("count", count).update();
            jdbc.sql("update license_pool set held = held - :count where id = :pool")
                    .param("pool", poolId)
                    .param("count", count)
                    .update();
        }
    }

    private void endSeats(Actor actor, List<Seat> lost) {
        if (lost.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update license_seat
                        set state = 'ENDED', ended_at = :now, ended_by = :by, end_reason = 'SHRUNK'
                        where id in (:ids)
                        """)
                .param("ids", lost.stream().map(Seat::id).toList())
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        audit.record(
                actor,
                lost.stream()
                        .map(seat ->
                                new AuditEntry(seat.organizationId(), "license.shrunk", "seat", seat.id(), seat, null))
                        .toList());
    }
}
