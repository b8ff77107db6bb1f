package dev.orgworks.domain.invites;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.organizations.LockOrganization;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.TokenSecret;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes invites for the rest of a transaction: the organization first, then its invites in order of their ids, and only then
 * whatever else is to be changed, such as members and pools. One whose time is over is written down as EXPIRED on the way.
 */
@Component
class LockInvites {

    static final Actor CLOCK = Actor.job("inviteExpiry");

    private final JdbcClient jdbc;
    private final LockOrganization organizations;
    private final FindInvites invites;
    private final WriteInvites write;
    private final RecordAudit audit;

    LockInvites(
            JdbcClient jdbc,
            LockOrganization organizations,
            FindInvites invites,
            WriteInvites write,
            RecordAudit audit) {
        this.jdbc = jdbc;
        this.organizations = organizations;
        this.invites = invites;
        this.write = write;
        this.audit = audit;
    }

    /**
     * One invite of an organization.
     *
     * @throws NotFoundException when the organization was deleted, or has none of this id
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Invite byId(long organizationId, long id) {
        organizations.live(organizationId);
        List<Long> locked = jdbc.sql(
                        "select id from organization_invite where organization_id = :organization and id = :id for update")
                .param("organization", organizationId)
                .param("id", id)
                .query(Long.class)
                .list();
        return upToDate(locked).stream().findFirst().orElseThrow(() -> new NotFoundException("Invite", id));
    }

    /**
     * The organization of a link.
     *
     * @throws dev.orgworks.domain.GoneException when it was deleted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Organization organization(long id) {
        try {
            return organizations.live(id);
        } catch (NotFoundException e) {
            throw FollowedLink.organizationGone();
        }
    }

    /**
     * The invite of a link.
     *
     * @throws NotFoundException when its secret is another by now
     * @throws dev.orgworks.domain.GoneException when the organization was deleted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Invite followed(long organizationId, TokenSecret secret) {
        organization(organizationId);
        List<Long> locked = jdbc.sql("select id from organization_invite where hash = :hash for update")
                .param("hash", secret.hash())
                .query(Long.class)
                .list();
        return upToDate(locked).stream().findFirst().orElseThrow(PreviewInvite::unknown);
    }

    /**
     * Those of an organization that are open for these addresses.
     *
     * @throws NotFoundException when the organization was deleted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Invite> open(long organizationId, Collection<String> keys) {
        organizations.live(organizationId);
        if (keys.isEmpty()) {
            return List.of();
        }
        List<Long> locked = jdbc.sql("""
                        select id from organization_invite
                        where organization_id = :organization and email_key in (:keys) and live = 1
                        order by id for update
                        """)
                .param("organization", organizationId)
                .param("keys", keys)
                .query(Long.class)
                .list();
        return upToDate(locked).stream()
                .filter(invite -> invite.state() == InviteState.PENDING)
                .toList();
    }

    /** Invites that the transaction has locked, with what the clock made of them written down. */
    List<Invite> upToDate(List<Long> locked) {
        List<Invite> found = invites.byIds(locked);
        List<Invite> over = found.stream()
                .filter(invite -> invite.state() == InviteState.EXPIRED && isOpenOnPaper(invite))
                .toList();
        if (over.isEmpty()) {
            return found;
        }
        write.expire(over.stream().map(Invite::id).toList());
        audit.record(
                CLOCK,
                over.stream()
                        .map(invite -> new AuditEntry(
                                invite.organizationId(), "invite.expired", "invite", invite.id(), null, invite))
                        .toList());
        return invites.byIds(locked);
    }

    private boolean isOpenOnPaper(Invite invite) {
        return jdbc.sql("select live from organization_invite where id = :id")
                .param("id", invite.id())
                .query((rs, rowNumber) -> rs.getInt("live") == 1)
                .single();
    }
}
