package dev.orgworks.domain.invites;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.invites.WriteInvites.Renewal;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sets until when an invite's present link opens. */
@Component
public class ExtendInvite {

    private final GuardInviteAct guard;
    private final CheckWish check;
    private final PostInvites post;

    ExtendInvite(GuardInviteAct guard, CheckWish check, PostInvites post) {
        this.guard = guard;
        this.check = check;
        this.post = post;
    }

    /**
     * Sets it, sooner or later than before.
     *
     * @param until null: as long from now as a new one
     */
    @Transactional
    public Invite extend(
            Caller caller, Organization organization, long id, ExpectedVersion expected, @Nullable Instant until) {
        Invite before = guard.locked(organization.id(), id, InviteAct.EXTEND, expected);
        InviteOffer offer = check.offer(caller, before, new InviteWish(null, null, null, null, null, null));
        Renewal renewal = new Renewal(before, before.email(), offer, check.expiry(until), null);
        return Objects.requireNonNull(
                post.renew(caller.actor(), organization, List.of(renewal)).get(id));
    }
}
