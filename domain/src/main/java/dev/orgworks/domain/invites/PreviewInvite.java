package dev.orgworks.domain.invites;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.invites.FollowedLink.Kind;
import dev.orgworks.domain.provisioning.EmailDomains;
import dev.orgworks.domain.users.TokenSecret;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells whoever has a link where it leads, before he does anything. */
@Component
public class PreviewInvite {

    private final JdbcClient jdbc;
    private final FindInvites invites;
    private final FindInviteLinks links;

    PreviewInvite(JdbcClient jdbc, FindInvites invites, FindInviteLinks links) {
        this.jdbc = jdbc;
        this.invites = invites;
        this.links = links;
    }

    /**
     * Where it leads.
     *
     * @throws NotFoundException when there is no such link
     * @throws dev.orgworks.domain.GoneException when it leads nowhere any more
     */
    public FollowedLink preview(TokenSecret secret) {
        Optional<Invite> invite = invites.bySecret(secret);
        return invite.isPresent() ? of(invite.get()) : of(links.bySecret(secret).orElseThrow(PreviewInvite::unknown));
    }

    /** Of a link that never was one, or whose secret is another by now. */
    static NotFoundException unknown() {
        return new NotFoundException("Invite", "of this link");
    }

    private FollowedLink of(Invite invite) {
        String organization = organization(invite.organizationId());
        FollowedLink.checkOpen(invite);
        return new FollowedLink(
                Kind.INVITE,
                organization,
                invite.inviter(),
                invite.role(),
                FollowedLink.masked(invite.email()),
                EmailDomains.ANY,
                invite.message(),
                invite.poolId() != null,
                invite.expiresAt());
    }

    private FollowedLink of(InviteLink link) {
        String organization = organization(link.organizationId());
        link.checkOpen();
        return new FollowedLink(
                Kind.LINK, organization, null, link.role(), null, link.domains(), null, false, link.expiresAt());
    }

    private String organization(long id) {
        return jdbc.sql("select name from organization where id = :id and deleted_at is null")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElseThrow(FollowedLink::organizationGone);
    }
}
