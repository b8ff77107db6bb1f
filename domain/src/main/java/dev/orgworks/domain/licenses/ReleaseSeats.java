package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Frees the seats of learners who are removed, or gone from the roster; whoever waits gets them. */
@Component
class ReleaseSeats implements Upkeep<Long> {

    private final FindLeavers leavers;
    private final EndSeat end;

    ReleaseSeats(FindLeavers leavers, EndSeat end) {
        this.leavers = leavers;
        this.end = end;
    }

    @Override
    public Part part() {
        return Part.SEATS_RELEASED;
    }

    @Override
    public List<Long> after(long organizationId, long last, int limit) {
        return leavers.seats(organizationId, last, limit);
    }

    @Override
    public long key(Long seatId) {
        return seatId;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Long> seatIds) {
        return new Done(end.endAll(actor, organizationId, seatIds, Seat.End.LEFT));
    }
}
