package dev.orgworks.domain.mail;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends a letter again of which nobody knows that it arrived: a dead one from the start, a waiting one at once. */
@Component
public class ResendMail {

    private final JdbcClient jdbc;
    private final RecordAudit audit;
    private final MailSettings settings;
    private final InstantSource clock;

    ResendMail(JdbcClient jdbc, RecordAudit audit, MailSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Queues it again, under the same {@code Message-ID}.
     *
     * @throws ConflictException when it was sent, and what it said is gone, or is being sent
     */
    @Transactional
    public void resend(Actor actor, MailMessage letter) {
        Instant now = clock.instant();
        int queued = jdbc.sql("""
                        update mail_message
                           set state = 'QUEUED', next_attempt_at = :now, give_up_at = :giveUpAt, attempts = 0, crashes = 0,
                               ended_at = null
                         where id = :id and state in ('DEAD', 'QUEUED')
                        """)
                .param("now", Timestamp.from(now))
                .param("giveUpAt", Timestamp.from(now.plus(settings.giveUpAfter())))
                .param("id", BinaryUuid.bytes(letter.id()))
                .update();
        if (queued == 0) {
            throw conflict(letter);
        }
        audit.record(
                actor,
                new AuditEntry(
                        letter.organizationId(),
                        "mail.resent",
                        "mail",
                        letter.id(),
                        Map.of("state", letter.state()),
                        Map.of("state", MailState.QUEUED)));
    }

    private ConflictException conflict(MailMessage letter) {
        return letter.state() == MailState.SENT
                ? new ConflictException("MAIL_SENT", "This letter was sent, and what it said is gone")
                : new ConflictException("MAIL_IN_FLIGHT", "This letter is being sent; look at it again in a moment");
    }
}
