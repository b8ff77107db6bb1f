package dev.orgworks.domain.users;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.organizations.MemberRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a member of whoever has shown that an address is his, such as by following a link that only its mailbox got: of the
 * user who has the address, or of a new one.
 */
@Component
public class AdmitUser {

    /**
     * Somebody with an address.
     *
     * @param email a valid address
     * @param firstName needed when he is no user yet, and so is the other name
     * @param password with which he signs in from now on; only for who is no user yet
     */
    public record Newcomer(
            String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable KeptPassword password) {

        @Override
        public String toString() {
            return "Newcomer[hidden]";
        }
    }

    /**
     * What came of it.
     *
     * @param accountMade whether he was no user before
     */
    public record Outcome(PlatformUser user, boolean accountMade) {}

    private final FindUsers users;
    private final WriteUser writeUser;
    private final FindMembers members;
    private final WriteMember writeMember;
    private final RecordAudit audit;

    AdmitUser(FindUsers users, WriteUser writeUser, FindMembers members, WriteMember writeMember, RecordAudit audit) {
        this.users = users;
        this.writeUser = writeUser;
        this.members = members;
        this.writeMember = writeMember;
        this.audit = audit;
    }

    /**
     * Admits somebody; a member who may do more than that already stays as he is. The transaction holds the lock of the
     * organization.
     *
     * @throws DeniedException when the user of the address is inactive
     * @throws InvalidInputException when there is no user of the address and he does not say his names
     * @throws ConflictException when there is one and a password was sent: a link does not set the password of an account
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome admit(Actor actor, long organization, MemberRole role, Newcomer newcomer) {
        Optional<PlatformUser> known = users.lockedByEmail(newcomer.email());
        Outcome outcome =
                known.isPresent() ? new Outcome(known(known.get(), newcomer), false) : registered(actor, newcomer);
        join(actor, organization, outcome.user().id(), role);
        return outcome;
    }

    private static PlatformUser known(PlatformUser user, Newcomer newcomer) {
        if (!user.active()) {
            throw new DeniedException(
                    "USER_INACTIVE", "The account of this address is inactive; ask an administrator of the platform");
        }
        if (newcomer.password() != null) {
            throw new ConflictException(
                    "ACCOUNT_EXISTS",
                    "There is an account of this address, which has its own ways to sign in; leave the password out");
        }
        return user;
    }

    private Outcome registered(Actor actor, Newcomer newcomer) {
        UserDraft draft = draft(newcomer);
        KeptPassword password = newcomer.password();
        long id;
        try {
            id = writeUser.insert(draft, password == null ? null : password.hash(), false);
        } catch (ConflictException e) {
            // somebody made him at this moment, such as by an invite to another organization
            return new Outcome(known(users.lockedByEmail(newcomer.email()).orElseThrow(() -> e), newcomer), false);
        }
        PlatformUser made = users.byId(id);
        audit.record(actor, new AuditEntry(null, "user.created", "user", id, null, made));
        return new Outcome(made, true);
    }

    private static UserDraft draft(Newcomer newcomer) {
        String firstName =
                newcomer.firstName() == null ? "" : newcomer.firstName().strip();
        String lastName = newcomer.lastName() == null ? "" : newcomer.lastName().strip();
        List<Detail> missing = new ArrayList<>();
        if (firstName.isEmpty()) {
            missing.add(
                    new Detail("firstName", "NEEDS_NAME", "There is no account of this address; say your firstName"));
        }
        if (lastName.isEmpty()) {
            missing.add(new Detail("lastName", "NEEDS_NAME", "There is no account of this address; say your lastName"));
        }
        if (!missing.isEmpty()) {
            throw new InvalidInputException(missing);
        }
        return new UserDraft(firstName, lastName, newcomer.email(), PlatformRole.MEMBER, true);
    }

    private void join(Actor actor, long organization, long user, MemberRole role) {
        Optional<Member> before = members.find(organization, user);
        if (before.isPresent() && before.get().role().compareTo(role) >= 0) {
            return;
        }
        writeMember.put(organization, user, role);
        audit.record(
                actor,
                new AuditEntry(
                        organization,
                        before.isEmpty() ? "member.added" : "member.changed",
                        "member",
                        user,
                        before.orElse(null),
                        members.find(organization, user).orElseThrow()));
    }
}
