package dev.orgworks.domain.invites;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.invites.WriteInvites.Renewal;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes what an open invite offers; its link stays as it is, and nobody is written to. */
@Component
public class ChangeInvite {

    private final GuardInviteAct guard;
    private final CheckWish check;
    private final PostInvites post;

    ChangeInvite(GuardInviteAct guard, CheckWish check, PostInvites post) {
        this.guard = guard;
        this.check = check;
        this.post = post;
    }

    /**
     * Changes it.
     *
     * @param wish its role, seat and message; the rest stays
     */
    @Transactional
    public Invite change(Caller caller, Organization organization, long id, ExpectedVersion expected, InviteWish wish) {
        Invite before = guard.locked(organization.id(), id, InviteAct.CHANGE, expected);
        InviteOffer offer = check.offer(caller, before, wish);
        if (offer.equals(before.offer())) {
            return before;
        }
        Renewal renewal = new Renewal(before, before.email(), offer, before.expiresAt(), null);
        return Objects.requireNonNull(
                post.renew(caller.actor(), organization, List.of(renewal)).get(id));
    }
}
