package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.mail.MailKind;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells holders who do not use their seats that these will be reclaimed. */
@Component
class WarnIdle implements Upkeep<Seat> {

    private final JdbcClient jdbc;
    private final FindIdle idle;
    private final FindPools pools;
    private final TellHolder tell;
    private final InstantSource clock;

    WarnIdle(JdbcClient jdbc, FindIdle idle, FindPools pools, TellHolder tell, InstantSource clock) {
        this.jdbc = jdbc;
        this.idle = idle;
        this.pools = pools;
        this.tell = tell;
        this.clock = clock;
    }

    @Override
    public Part part() {
        return Part.IDLE_WARNED;
    }

    @Override
    public List<Seat> after(long organizationId, long last, int limit) {
        return idle.toWarn(organizationId, clock.instant(), last, limit);
    }

    @Override
    public long key(Seat seat) {
        return seat.id();
    }

    /** Who has no e-mail address is warned all the same, for whoever looks at his seat. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Seat> seats) {
        Instant now = clock.instant();
        Map<Long, LicensePool> known = new HashMap<>();
        int warned = 0;
        for (Seat seat : seats) {
            LicensePool pool = known.computeIfAbsent(seat.poolId(), id -> pools.byId(organizationId, id));
            if (jdbc.sql("""
                            update license_seat set warned_at = :now
                            where id = :id and live = 1 and warned_at is null and last_used_at <=> :seen
                            """)
                            .param("now", Timestamp.from(now))
                            .param("id", seat.id())
                            .param("seen", seat.lastUsedAt() == null ? null : Timestamp.from(seat.lastUsedAt()))
                            .update()
                    == 1) {
                warned++;
                tell.tell(
                        actor,
                        pool,
                        seat,
                        MailKind.LICENSE_IDLE_WARNING,
                        Map.of("reclaimAt", reclaimAt(pool, seat, now)));
            }
        }
        return new Done(warned);
    }

    private static Instant reclaimAt(LicensePool pool, Seat seat, Instant now) {
        Instant unused = seat.usedLast().plus(Duration.ofDays(Objects.requireNonNull(pool.idleDays())));
        Instant noticed = now.plus(Duration.ofDays(pool.idleNoticeDays()));
        return unused.isAfter(noticed) ? unused : noticed;
    }
}
