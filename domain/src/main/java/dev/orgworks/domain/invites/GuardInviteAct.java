package dev.orgworks.domain.invites;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.ExpectedVersion;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What comes before every act on an invite: its lock, and whether its state allows the act. */
@Component
class GuardInviteAct {

    private final LockInvites lock;

    GuardInviteAct(LockInvites lock) {
        this.lock = lock;
    }

    /**
     * The invite, locked.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has none of this id
     * @throws dev.orgworks.domain.OutdatedException when it was changed since the caller read it
     * @throws ConflictException when its state does not allow the act
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Invite locked(long organizationId, long id, InviteAct act, ExpectedVersion expected) {
        Invite invite = lock.byId(organizationId, id);
        expected.check("invite", invite.version());
        if (!act.isAllowedIn(invite.state())) {
            String allowed = InviteAct.allowedIn(invite.state()).stream()
                    .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new ConflictException(
                    "INVITE_" + invite.state(),
                    "The invite is " + invite.state() + ", and "
                            + (allowed.isEmpty() ? "stays so; send another one" : "allows only: " + allowed));
        }
        return invite;
    }
}
