package dev.orgworks.domain.invites;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes an invite back, at once and for ever. */
@Component
public class RevokeInvite {

    private final GuardInviteAct guard;
    private final WriteInvites write;
    private final FindInvites invites;
    private final RecordAudit audit;

    RevokeInvite(GuardInviteAct guard, WriteInvites write, FindInvites invites, RecordAudit audit) {
        this.guard = guard;
        this.write = write;
        this.invites = invites;
        this.audit = audit;
    }

    /** Takes it back. */
    @Transactional
    public Invite revoke(Caller caller, Organization organization, long id, ExpectedVersion expected) {
        Invite before = guard.locked(organization.id(), id, InviteAct.REVOKE, expected);
        write.end(before, InviteState.REVOKED, null);
        Invite after = invites.byId(organization.id(), id);
        audit.record(caller.actor(), new AuditEntry(organization.id(), "invite.revoked", "invite", id, before, after));
        return after;
    }
}
