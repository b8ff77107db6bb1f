package dev.orgworks.domain.invites;

import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.invites.WriteInvites.Draft;
import dev.orgworks.domain.invites.WriteInvites.Inviter;
import dev.orgworks.domain.invites.WriteInvites.Renewal;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.EmailKey;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.TokenSecret;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends an invite to whoever asks for one by a link for many. The link alone makes nobody a member, since it does not show
 * whose mailbox an address is; and whoever asks is not told whether somebody of the address is a member, or invited. So each
 * asking counts as a use of the link, but for another one by the same link of somebody whose invite is still open.
 */
@Component
public class AskByLink {

    private final FindInviteLinks links;
    private final LockInvites lock;
    private final CheckWish check;
    private final FindMembers members;
    private final PostInvites post;

    AskByLink(FindInviteLinks links, LockInvites lock, CheckWish check, FindMembers members, PostInvites post) {
        this.links = links;
        this.lock = lock;
        this.check = check;
        this.members = members;
        this.post = post;
    }

    /** Whether a secret is that of such a link. */
    public boolean isLink(TokenSecret secret) {
        return links.bySecret(secret).isPresent();
    }

    /**
     * Asks for an invite.
     *
     * @throws dev.orgworks.domain.NotFoundException when there is no such link
     * @throws dev.orgworks.domain.GoneException when it was revoked, has expired or is used up, or the organization was deleted
     * @throws DeniedException when it is not for addresses of that domain
     * @throws dev.orgworks.domain.InvalidInputException when it is no address
     */
    @Transactional
    public void ask(TokenSecret secret, String given, String requestId, String correlationId) {
        InviteLink link = links.bySecret(secret).orElseThrow(PreviewInvite::unknown);
        Organization organization = lock.organization(link.organizationId());
        link.checkOpen();
        String email = check.email(given);
        if (!link.domains().allow(email)) {
            throw new DeniedException(
                    "WRONG_DOMAIN",
                    "This link is for addresses of "
                            + String.join(", ", link.domains().sorted()) + " only");
        }
        Actor actor = new Actor("inviteLink:" + link.id(), requestId, correlationId);
        Set<String> key = Set.of(EmailKey.of(email));
        List<Invite> open = lock.open(organization.id(), key);
        boolean asksAgain = open.stream().anyMatch(invite -> invite.invitedBy().equals(actor.name()));
        if (!asksAgain && !links.use(link)) {
            links.bySecret(secret).orElseThrow(PreviewInvite::unknown).checkOpen();
        }
        if (!open.isEmpty()) {
            remind(actor, organization, open.get(0));
        } else if (members.addresses(organization.id(), key).isEmpty()) {
            invite(actor, organization, link, email);
        }
    }

    private void invite(Actor actor, Organization organization, InviteLink link, String email) {
        InviteOffer offer = new InviteOffer(link.role(), false, null, null);
        Draft draft = new Draft(email, offer, check.expiry(null), TokenSecret.random());
        post.create(actor, organization, new Inviter(actor.name(), null), List.of(draft));
    }

    /** What was offered stays as it is, whoever offered it. */
    private void remind(Actor actor, Organization organization, Invite open) {
        if (check.mayBeMailed(open)) {
            Renewal renewal = new Renewal(open, open.email(), open.offer(), open.expiresAt(), TokenSecret.random());
            post.renew(actor, organization, List.of(renewal));
        }
    }
}
