package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a platform user. */
@Component
public class CreateUser {

    private final WriteUser write;
    private final FindUsers users;
    private final HashPasswords passwords;
    private final RecordAudit audit;

    CreateUser(WriteUser write, FindUsers users, HashPasswords passwords, RecordAudit audit) {
        this.write = write;
        this.users = users;
        this.passwords = passwords;
        this.audit = audit;
    }

    /**
     * Makes a user.
     *
     * @param password with which he signs in, and which he has to change then; null: with none
     * @throws dev.orgworks.domain.ConflictException when somebody has the address
     */
    @Transactional
    public PlatformUser create(Actor actor, UserDraft draft, @Nullable Password password) {
        PlatformUser made = users.byId(write.insert(draft, password == null ? null : passwords.hash(password), true));
        audit.record(actor, new AuditEntry(null, "user.created", "user", made.id(), null, made));
        return made;
    }
}
