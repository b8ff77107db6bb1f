package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes seats from their holders. Whoever waits for one gets it in the same transaction, unless it goes to somebody else or is
 * no more.
 */
@Component
public class EndSeat {

    private final FindPools pools;
    private final FindSeats seats;
    private final WriteSeat write;
    private final ApplicationEventPublisher publisher;

    EndSeat(FindPools pools, FindSeats seats, WriteSeat write, ApplicationEventPublisher publisher) {
        this.pools = pools;
        this.seats = seats;
        this.write = write;
        this.publisher = publisher;
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
        return end(actor, organizationId, seat.poolId(), List.of(seatId), reason) == 1;
    }

    /**
     * Ends many seats with a handful of statements, under the locks of their pools. Those that the organization does not have
     * are passed over.
     *
     * @return how many had not ended before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int endAll(Actor actor, long organizationId, Collection<Long> seatIds, Seat.End reason) {
        if (seatIds.isEmpty()) {
            return 0;
        }
        Map<Long, List<Long>> byPool = seats.byIds(organizationId, seatIds).stream()
                .collect(Collectors.groupingBy(
                        Seat::poolId, TreeMap::new, Collectors.mapping(Seat::id, Collectors.toList())));
        return byPool.entrySet().stream()
                .mapToInt(pool -> end(actor, organizationId, pool.getKey(), pool.getValue(), reason))
                .sum();
    }

    private int end(Actor actor, long organizationId, long poolId, Collection<Long> seatIds, Seat.End reason) {
        LicensePool pool = pools.locked(organizationId, poolId);
        int ended = write.end(actor, pool, seatIds, reason);
        write.free(pool, ended);
        if (ended > 0 && reason.frees()) {
            publisher.publishEvent(new SeatFreed(actor, organizationId, poolId));
        }
        return ended;
    }
}
