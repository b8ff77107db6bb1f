package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
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
    private final WriteSeat write;

    EndSeat(JdbcClient jdbc, FindPools pools, FindSeats seats, WriteSeat write) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.seats = seats;
        this.write = write;
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
        if (!write.end(actor, seat, reason)) {
            return false;
        }
        jdbc.sql("update license_pool set used = used - 1 where id = :pool")
                .param("pool", seat.poolId())
                .update();
        return true;
    }
}
