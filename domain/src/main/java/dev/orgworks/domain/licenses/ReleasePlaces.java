package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes learners who are removed, or gone from the roster, off the waitlists. */
@Component
class ReleasePlaces implements Upkeep<Long> {

    private final FindLeavers leavers;
    private final LeaveWaitlist leave;

    ReleasePlaces(FindLeavers leavers, LeaveWaitlist leave) {
        this.leavers = leavers;
        this.leave = leave;
    }

    @Override
    public Part part() {
        return Part.PLACES_RELEASED;
    }

    @Override
    public List<Long> after(long organizationId, long last, int limit) {
        return leavers.places(organizationId, last, limit);
    }

    @Override
    public long key(Long waitingId) {
        return waitingId;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Long> waitingIds) {
        waitingIds.forEach(waiting -> leave.leave(actor, organizationId, waiting));
        return new Done(waitingIds.size());
    }
}
