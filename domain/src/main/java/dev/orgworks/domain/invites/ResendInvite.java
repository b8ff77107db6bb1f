package dev.orgworks.domain.invites;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.invites.WriteInvites.Renewal;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.EmailKey;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.TokenSecret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends another letter of an invite, with a link of its own: the one before opens nothing from then on. So one that expired or
 * bounced is open again, the latter to a corrected address.
 */
@Component
public class ResendInvite {

    private final GuardInviteAct guard;
    private final CheckWish check;
    private final FindMembers members;
    private final LockInvites lock;
    private final PostInvites post;

    ResendInvite(GuardInviteAct guard, CheckWish check, FindMembers members, LockInvites lock, PostInvites post) {
        this.guard = guard;
        this.check = check;
        this.members = members;
        this.lock = lock;
        this.post = post;
    }

    /**
     * Sends it.
     *
     * @param wish another address, and until when; of the rest it says nothing
     * @throws ConflictException when the last letter was sent just now, there were too many, whoever is invited is a member, or
     *     has another open invite
     */
    @Transactional
    public Invite resend(Caller caller, Organization organization, long id, ExpectedVersion expected, InviteWish wish) {
        Invite before = guard.locked(organization.id(), id, InviteAct.RESEND, expected);
        String email = wish.email() == null ? before.email() : check.email(wish.email());
        InviteOffer offer = check.offer(caller, before, new InviteWish(null, null, null, null, null, null));
        Instant expiresAt = check.expiry(wish.expiresAt());
        boolean another = !EmailKey.of(email).equals(EmailKey.of(before.email()));
        checkLetters(before, another);
        checkAddress(before, EmailKey.of(email));
        Renewal renewal = new Renewal(before, email, offer, expiresAt, TokenSecret.random());
        return Objects.requireNonNull(
                post.renew(caller.actor(), organization, List.of(renewal)).get(id));
    }

    /** A letter that nobody got is no reason to wait. */
    private void checkLetters(Invite before, boolean anotherAddress) {
        if (before.sent() >= check.letters()) {
            throw new ConflictException(
                    "SENT_TOO_OFTEN",
                    "There were " + before.sent() + " letters of this invite; revoke it and send another one");
        }
        boolean nobodyGotIt = anotherAddress || before.state() == InviteState.BOUNCED;
        if (!nobodyGotIt && !check.mayBeMailed(before)) {
            throw new ConflictException(
                    "RESENT_JUST_NOW",
                    "The last letter was sent just now; the next one can be from "
                            + check.mailableAt(before).truncatedTo(ChronoUnit.SECONDS) + " on");
        }
    }

    private void checkAddress(Invite before, String key) {
        if (!members.addresses(before.organizationId(), Set.of(key)).isEmpty()) {
            throw new ConflictException("ALREADY_MEMBER", "Whoever has this address belongs to the organization");
        }
        for (Invite other : lock.open(before.organizationId(), Set.of(key))) {
            if (other.id() != before.id()) {
                throw new ConflictException(
                        "INVITE_OPEN", "The invite " + other.id() + " is open for this address; act on that one");
            }
        }
    }
}
