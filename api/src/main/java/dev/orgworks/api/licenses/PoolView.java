package dev.orgworks.api.licenses;

import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.licenses.PoolState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pool as the API shows it.
 *
 * @param offered seats that are kept free for open offers of the waitlist
 * @param available seats that can be given now
 * @param waiting how many learners wait for one
 * @param state whether its seats give access now
 * @param accessUntil until when they do: the end of its grace; null: for ever
 */
record PoolView(
        long id,
        String product,
        String name,
        LicensePool.Source source,
        int total,
        int used,
        int offered,
        int available,
        long waiting,
        LicensePool.Overage overage,
        PoolState state,
        @Nullable Instant expiresAt,
        int graceDays,
        @Nullable Instant accessUntil,
        LicensePool.Rules rules,
        int offerHours,
        @Nullable Integer idleDays,
        int idleNoticeDays,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static PoolView of(LicensePool pool, long waiting, Instant now) {
        return new PoolView(
                pool.id(),
                pool.product(),
                pool.name(),
                pool.source(),
                pool.total(),
                pool.used(),
                pool.held(),
                pool.stateAt(now) == PoolState.ACTIVE ? pool.available() : 0,
                waiting,
                pool.overage(),
                pool.stateAt(now),
                pool.expiresAt(),
                pool.graceDays(),
                pool.accessUntil(),
                pool.rules(),
                pool.offerHours(),
                pool.idleDays(),
                pool.idleNoticeDays(),
                pool.version(),
                pool.createdAt(),
                pool.updatedAt());
    }
}
