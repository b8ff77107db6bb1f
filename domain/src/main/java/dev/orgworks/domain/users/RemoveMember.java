package dev.orgworks.domain.users;

import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a user out of an organization; everybody may take out himself. */
@Component
public class RemoveMember {

    private final FindMembers members;
    private final GuardOwners owners;
    private final WriteMember write;
    private final RecordAudit audit;

    RemoveMember(FindMembers members, GuardOwners owners, WriteMember write, RecordAudit audit) {
        this.members = members;
        this.owners = owners;
        this.write = write;
        this.audit = audit;
    }

    /**
     * Removes a member; if this was his active organization, the one of which he is a member for longest becomes it.
     *
     * @throws NotFoundException when he is no member
     * @throws DeniedException when the caller is neither an administrator of the organization nor this member, or the member
     *     is an owner and the caller is none
     * @throws dev.orgworks.domain.ConflictException when no active owner would remain
     */
    @Transactional
    public void remove(Caller caller, long organization, long user) {
        boolean himself = caller.user() != null && caller.user() == user;
        if (!himself && !caller.administered().covers(organization)) {
            throw new DeniedException("This needs the role ADMIN; only oneself can one take out without it");
        }
        owners.lock(organization);
        Member before = members.find(organization, user).orElseThrow(() -> new NotFoundException("Member", user));
        owners.check(caller, organization, user, before.role(), null);
        write.delete(organization, user);
        audit.record(caller.actor(), new AuditEntry(organization, "member.removed", "member", user, before, null));
    }
}
