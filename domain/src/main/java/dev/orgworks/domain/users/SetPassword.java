package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a user a password, which ends his sessions. */
@Component
public class SetPassword {

    private final JdbcClient jdbc;
    private final HashPasswords passwords;
    private final RecordAudit audit;
    private final InstantSource clock;

    SetPassword(JdbcClient jdbc, HashPasswords passwords, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Sets the password; the audit tells that, and nothing of either password.
     *
     * @param once whether he has to change it when he signs in
     */
    @Transactional
    public void set(Actor actor, long user, Password password, boolean once) {
        jdbc.sql("""
                        update platform_user
                        set password_hash = :hash, must_change_password = :once, version = version + 1, updated_at = :now
                        where id = :user
                        """)
                .param("hash", passwords.hash(password))
                .param("once", once)
                .param("now", Timestamp.from(clock.instant()))
                .param("user", user)
                .update();
        endSessions(user);
        audit.record(actor, new AuditEntry(null, "user.passwordChanged", "user", user, null, null));
    }

    /** Ends the user's sessions, on whichever node they were used last. */
    void endSessions(long user) {
        jdbc.sql("delete from SPRING_SESSION where PRINCIPAL_NAME = :user")
                .param("user", Long.toString(user))
                .update();
    }
}
