package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells which user somebody is whom an issuer of JWTs knows by a name of its own. */
@Component
class LinkIdentity {

    private final JdbcClient jdbc;
    private final RecordAudit audit;
    private final InstantSource clock;

    LinkIdentity(JdbcClient jdbc, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The user; one who has the session's e-mail is linked at its first appearance. From then on the subject counts alone, so
     * that nobody becomes him who is given his e-mail later.
     */
    @Transactional
    public Optional<Long> userOf(JwtSession session, Actor actor) {
        Optional<Long> linked = linked(session);
        return linked.isEmpty() && session.email() != null ? link(session, session.email(), actor) : linked;
    }

    private Optional<Long> linked(JwtSession session) {
        return jdbc.sql("select user_id from platform_identity where issuer = :issuer and subject = :subject")
                .param("issuer", session.issuer())
                .param("subject", session.subject())
                .query(Long.class)
                .optional();
    }

    private Optional<Long> link(JwtSession session, String email, Actor actor) {
        int made = jdbc.sql("""
                        insert ignore into platform_identity (issuer, subject, user_id, created_at)
                        select :issuer, :subject, id, :now from platform_user where email_key = :email and active
                        """)
                .param("issuer", session.issuer())
                .param("subject", session.subject())
                .param("email", EmailKey.of(email))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        Optional<Long> linked = linked(session);
        if (made == 1) {
            audit.record(
                    actor,
                    new AuditEntry(
                            null,
                            "identity.linked",
                            "platform_user",
                            linked.orElseThrow(),
                            null,
                            Map.of("issuer", session.issuer(), "subject", session.subject())));
        }
        return linked;
    }
}
