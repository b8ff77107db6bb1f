package dev.orgworks.domain.invites;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.users.AdmitUser;
import org.springframework.stereotype.Component;

/** Writes down that an invite was accepted, and what came of it. */
@Component
class EndAccepted {

    private final WriteInvites write;
    private final FindInvites invites;
    private final RecordAudit audit;

    EndAccepted(WriteInvites write, FindInvites invites, RecordAudit audit) {
        this.write = write;
        this.invites = invites;
        this.audit = audit;
    }

    Invite end(Actor actor, Invite before, AdmitUser.Outcome admitted, GiveInvitedSeat.Outcome given) {
        write.accept(before, admitted.user().id(), admitted.accountMade(), given.learner(), given.seat());
        Invite after = invites.byId(before.organizationId(), before.id());
        audit.record(
                actor,
                new AuditEntry(before.organizationId(), "invite.accepted", "invite", before.id(), before, after));
        return after;
    }
}
