package dev.orgworks.domain.users;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a platform user; deactivating him, or another password, ends his sessions. */
@Component
public class ChangeUser {

    private final FindUsers users;
    private final CheckUserChange check;
    private final WriteUser write;
    private final SetPassword setPassword;
    private final RecordAudit audit;

    ChangeUser(FindUsers users, CheckUserChange check, WriteUser write, SetPassword setPassword, RecordAudit audit) {
        this.users = users;
        this.check = check;
        this.write = write;
        this.setPassword = setPassword;
        this.audit = audit;
    }

    /**
     * Changes a user.
     *
     * @param expected the version that the caller has seen
     * @param password with which he signs in from now on, and which he has to change then; null: as before
     * @param change makes of the user as he is how he shall be
     * @throws dev.orgworks.domain.NotFoundException when there is none
     * @throws dev.orgworks.domain.OutdatedException when he was changed since
     * @throws dev.orgworks.domain.ConflictException when somebody has the address, he is the last administrator, or he is in
     *     charge of organizations
     */
    @Transactional
    public PlatformUser change(
            Actor actor,
            long id,
            ExpectedVersion expected,
            @Nullable Password password,
            UnaryOperator<UserDraft> change) {
        List<Long> administrators = check.lockedAdministrators();
        PlatformUser before = users.locked(id);
        expected.check("user", before.version());
        UserDraft draft = change.apply(before.draft());
        if (!draft.equals(before.draft())) {
            write.update(id, draft);
            PlatformUser after = users.byId(id);
            check.check(before, after, administrators);
            if (!after.active()) {
                setPassword.endSessions(id);
            }
            audit.record(actor, new AuditEntry(null, "user.changed", "user", id, before, after));
        }
        if (password != null) {
            setPassword.set(actor, id, password, true);
        }
        return users.byId(id);
    }
}
