package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the platform's audit who signed in and out, and who was refused. */
@Component
public class RecordSessions {

    private final RecordAudit audit;

    RecordSessions(RecordAudit audit) {
        this.audit = audit;
    }

    @Transactional
    void started(Actor actor, long user) {
        audit.record(actor, new AuditEntry(null, "session.started", "user", user, null, null));
    }

    /** @param user whose address it was; empty: nobody's, and then it stays untold */
    @Transactional
    void refused(Actor actor, Optional<Long> user) {
        audit.record(
                actor,
                new AuditEntry(
                        null,
                        "session.refused",
                        "user",
                        user.map(Object::toString).orElse("unknown"),
                        null,
                        null));
    }

    /** Somebody signed out. */
    @Transactional
    public void ended(Actor actor, long user) {
        audit.record(actor, new AuditEntry(null, "session.ended", "user", user, null, null));
    }
}
