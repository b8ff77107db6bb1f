package dev.orgworks.domain.users;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.organizations.MemberRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a user a member of an organization, or gives a member another role. */
@Component
public class SetMember {

    private final FindMembers members;
    private final FindUsers users;
    private final GuardOwners owners;
    private final WriteMember write;
    private final RecordAudit audit;

    SetMember(FindMembers members, FindUsers users, GuardOwners owners, WriteMember write, RecordAudit audit) {
        this.members = members;
        this.users = users;
        this.owners = owners;
        this.write = write;
        this.audit = audit;
    }

    /** A member, and whether he was none before. */
    public record Outcome(Member member, boolean added) {}

    /**
     * Gives a user a role in an organization; if it is his first, it becomes his active one.
     *
     * @param caller an administrator of the organization
     * @param email the user's address, by which the caller shows that he knows somebody whom he does not see; null: not given
     * @throws NotFoundException when there is no such user, or none that the caller sees or knows
     * @throws dev.orgworks.domain.DeniedException when an owner is made or unmade by somebody who is none
     * @throws ConflictException when no active owner would remain, or the new member is inactive
     */
    @Transactional
    public Outcome set(Caller caller, long organization, long user, MemberRole role, @Nullable String email) {
        owners.lock(organization);
        Optional<Member> before = members.find(organization, user);
        if (before.isEmpty()) {
            checkNew(caller, user, email);
        }
        MemberRole held = before.map(Member::role).orElse(null);
        owners.check(caller, organization, user, held, role);
        if (role != held) {
            write.put(organization, user, role);
        }
        Member after = members.find(organization, user).orElseThrow();
        if (role != held) {
            audit.record(
                    caller.actor(),
                    new AuditEntry(
                            organization,
                            held == null ? "member.added" : "member.changed",
                            "member",
                            user,
                            before.orElse(null),
                            after));
        }
        return new Outcome(after, held == null);
    }

    private void checkNew(Caller caller, long user, @Nullable String email) {
        PlatformUser found;
        if (email == null) {
            found = users.byId(user, caller);
        } else {
            found = users.byId(user);
            if (!EmailKey.of(found.email()).equals(EmailKey.of(email))) {
                throw new NotFoundException("User", user);
            }
        }
        if (!found.active()) {
            throw new ConflictException("USER_INACTIVE", "The user is inactive; he cannot become a member");
        }
    }
}
