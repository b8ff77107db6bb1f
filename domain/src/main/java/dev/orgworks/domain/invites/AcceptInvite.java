package dev.orgworks.domain.invites;

import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.learners.LearnerIds;
import dev.orgworks.domain.users.HashPasswords;
import dev.orgworks.domain.users.KeptPassword;
import dev.orgworks.domain.users.Password;
import org.springframework.stereotype.Component;

/**
 * Accepts an invite, once: whoever sends the same again gets the same outcome. What takes long or needs a connection of its own
 * comes before anything is locked.
 */
@Component
public class AcceptInvite {

    private final FindInvites invites;
    private final HashPasswords passwords;
    private final LearnerIds learnerIds;
    private final JoinByInvite join;

    AcceptInvite(FindInvites invites, HashPasswords passwords, LearnerIds learnerIds, JoinByInvite join) {
        this.invites = invites;
        this.passwords = passwords;
        this.learnerIds = learnerIds;
        this.join = join;
    }

    /**
     * Accepts it.
     *
     * @return the invite, which is ACCEPTED
     * @throws dev.orgworks.domain.NotFoundException when there is no such link
     * @throws GoneException when it was revoked, has expired or bounced, or its organization was deleted
     * @throws dev.orgworks.domain.ConflictException when somebody else accepts than was invited, or a password was sent for an
     *     account that there is
     * @throws dev.orgworks.domain.DeniedException when the account is inactive
     * @throws dev.orgworks.domain.InvalidInputException when there is none and he does not say his names
     */
    public Invite accept(Acceptance acceptance) {
        Invite invite = invites.bySecret(acceptance.secret()).orElseThrow(PreviewInvite::unknown);
        Password password = acceptance.password();
        KeptPassword kept = password == null || invite.state() != InviteState.PENDING ? null : passwords.keep(password);
        if (invite.asLearner()) {
            learnerIds.replenish();
        }
        return join.join(invite, acceptance, kept);
    }
}
