package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.mail.MailKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes seats back from holders who did not use them and were told. {@link RestoreSeat} undoes it. */
@Component
class ReclaimIdle implements Upkeep<Seat> {

    private final FindIdle idle;
    private final FindPools pools;
    private final EndSeat end;
    private final TellHolder tell;
    private final InstantSource clock;

    ReclaimIdle(FindIdle idle, FindPools pools, EndSeat end, TellHolder tell, InstantSource clock) {
        this.idle = idle;
        this.pools = pools;
        this.end = end;
        this.tell = tell;
        this.clock = clock;
    }

    @Override
    public Part part() {
        return Part.IDLE_RECLAIMED;
    }

    @Override
    public List<Seat> after(long organizationId, long last, int limit) {
        return idle.toReclaim(organizationId, clock.instant(), last, limit);
    }

    @Override
    public long key(Seat seat) {
        return seat.id();
    }

    /** Those that were not used until this moment; whoever waits gets them. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Seat> seats) {
        Instant now = clock.instant();
        Map<Long, LicensePool> locked = new HashMap<>();
        seats.stream()
                .map(Seat::poolId)
                .sorted()
                .distinct()
                .forEach(pool -> locked.put(pool, pools.locked(organizationId, pool)));
        List<Seat> unused = idle.lockedToReclaim(
                organizationId, now, seats.stream().map(Seat::id).toList());
        int reclaimed =
                end.endAll(actor, organizationId, unused.stream().map(Seat::id).toList(), Seat.End.RECLAIMED);
        for (Seat seat : unused) {
            tell.tell(
                    actor,
                    Objects.requireNonNull(locked.get(seat.poolId())),
                    seat,
                    MailKind.LICENSE_RECLAIMED,
                    Map.of("undoUntil", now.plus(RestoreSeat.WITHIN)));
        }
        return new Done(reclaimed);
    }
}
