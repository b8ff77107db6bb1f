package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Forgets warnings of seats that were used since, or whose pools do not reclaim them any more, or later. */
@Component
class ForgetWarnings implements Upkeep<Long> {

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final InstantSource clock;

    ForgetWarnings(JdbcClient jdbc, FindPools pools, InstantSource clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.clock = clock;
    }

    @Override
    public Part part() {
        return Part.WARNINGS_FORGOTTEN;
    }

    @Override
    public List<Long> after(long organizationId, long last, int limit) {
        return pools.ids(organizationId, last, limit);
    }

    @Override
    public long key(Long poolId) {
        return poolId;
    }

    /** The pool before its seats, as everybody locks them who changes several. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Long> poolIds) {
        return new Done(poolIds.stream()
                .mapToInt(id -> forget(pools.locked(organizationId, id)))
                .sum());
    }

    private int forget(LicensePool pool) {
        Integer days = pool.idleDays();
        Instant usedBefore = days == null
                ? Instant.EPOCH
                : clock.instant().minus(Duration.ofDays(Math.max(0, days - pool.idleNoticeDays())));
        return jdbc.sql("""
                        update license_seat set warned_at = null
                        where pool_id = :pool and live = 1 and warned_at is not null
                          and coalesce(last_used_at, given_at) > :usedBefore
                        """)
                .param("pool", pool.id())
                .param("usedBefore", Timestamp.from(usedBefore))
                .update();
    }
}
