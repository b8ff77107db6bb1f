package dev.orgworks.domain.invites;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.EnrollLearner.Person;
import dev.orgworks.domain.users.AdmitUser;
import dev.orgworks.domain.users.AdmitUser.Newcomer;
import dev.orgworks.domain.users.EmailKey;
import dev.orgworks.domain.users.FindUsers;
import dev.orgworks.domain.users.KeptPassword;
import dev.orgworks.domain.users.PlatformUser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All that accepting an invite changes, in one transaction. */
@Component
class JoinByInvite {

    private final LockInvites lock;
    private final FindUsers users;
    private final AdmitUser admit;
    private final GiveInvitedSeat seats;
    private final EndAccepted end;

    JoinByInvite(LockInvites lock, FindUsers users, AdmitUser admit, GiveInvitedSeat seats, EndAccepted end) {
        this.lock = lock;
        this.users = users;
        this.admit = admit;
        this.seats = seats;
        this.end = end;
    }

    /**
     * Joins.
     *
     * @param seen the invite as it was before anything was locked; by now it may be another
     */
    @Transactional
    public Invite join(Invite seen, Acceptance acceptance, @Nullable KeptPassword password) {
        Invite invite = lock.followed(seen.organizationId(), acceptance.secret());
        checkVisitor(acceptance.visitor(), invite);
        if (invite.state() == InviteState.ACCEPTED) {
            return invite;
        }
        FollowedLink.checkOpen(invite);
        Actor actor = new Actor("invite:" + invite.id(), acceptance.requestId(), acceptance.correlationId());
        AdmitUser.Outcome admitted = admit.admit(
                actor,
                invite.organizationId(),
                invite.role(),
                new Newcomer(invite.email(), acceptance.firstName(), acceptance.lastName(), password));
        PlatformUser user = admitted.user();
        GiveInvitedSeat.Outcome given =
                seats.give(actor, invite, new Person(invite.email(), user.firstName(), user.lastName()));
        return end.end(actor, invite, admitted, given);
    }

    private void checkVisitor(@Nullable Long visitor, Invite invite) {
        Optional<String> own = visitor == null ? Optional.empty() : users.emailKey(visitor);
        if (own.isPresent() && !own.get().equals(EmailKey.of(invite.email()))) {
            throw new ConflictException(
                    "INVITE_FOR_SOMEBODY_ELSE",
                    "You are signed in as somebody else than is invited; sign out and follow the link again");
        }
    }
}
