package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes somebody off a waitlist; if a seat was offered to him, it goes to who is next. */
@Component
public class LeaveWaitlist {

    private final LockWaiting lock;
    private final WriteWaiting write;
    private final PromoteWaitlist promote;

    LeaveWaitlist(LockWaiting lock, WriteWaiting write, PromoteWaitlist promote) {
        this.lock = lock;
        this.write = write;
        this.promote = promote;
    }

    /**
     * Takes him off; one who waits no longer stays as he is.
     *
     * @param waitingId the entry of the waitlist
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such entry
     */
    @Transactional
    public Waiting leave(Actor actor, long organizationId, long waitingId) {
        LockWaiting.Locked locked = lock.lock(organizationId, waitingId);
        if (locked.waiting().state().isEnd()) {
            return locked.waiting();
        }
        Waiting left = write.end(actor, locked.pool(), locked.waiting(), Waiting.State.LEFT);
        promote.promote(actor, organizationId, left.poolId());
        return left;
    }
}
