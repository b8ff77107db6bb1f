package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a seat from its holder; it is free then for whoever waits, or asks next. */
@Component
public class EndSeat {

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final FindSeats seats;
    private final RecordAudit audit;
    private final InstantSource clock;

    EndSeat(JdbcClient jdbc, FindPools pools, FindSeats seats, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.seats = seats;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Ends a seat, under the lock of its pool.
     *
     * @return whether it had not ended before
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such seat
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(Actor actor, long organizationId, long seatId, Seat.End reason) {
        Seat seat = seats.byId(organizationId, seatId);
        pools.locked(organizationId, seat.poolId());
        int ended = jdbc.sql("""
                        update license_seat
                        set state = 'ENDED', ended_at = :now, ended_by = :by, end_reason = :reason
                        where id = :id and state in ('ACTIVE', 'SUSPENDED')
                        """)
                .param("id", seatId)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", actor.name())
                .param("reason", reason.name())
                .update();
        if (ended == 0) {
            return false;
        }
        jdbc.sql("update license_pool set used = used - 1 where id = :pool")
                .param("pool", seat.poolId())
                .update();
        audit.record(
                actor,
                new AuditEntry(
                        organizationId,
                        "license." + reason.name().toLowerCase(Locale.ROOT),
                        "seat",
                        seatId,
                        seat,
                        seats.byId(organizationId, seatId)));
        return true;
    }
}
