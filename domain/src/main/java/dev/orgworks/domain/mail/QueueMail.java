package dev.orgworks.domain.mail;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.secrets.SealSecret;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Queues letters; only inside the transaction that decides on them, so a letter is sent if and only if that commits. */
@Component
@EnableConfigurationProperties(MailSettings.class)
public class QueueMail {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SealSecret seal;
    private final MailSettings settings;
    private final InstantSource clock;

    QueueMail(JdbcClient jdbc, JsonMapper json, SealSecret seal, MailSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.seal = seal;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Queues a letter.
     *
     * @return its id, under which administrators see what becomes of it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID queue(Actor actor, Letter letter) {
        UUID id = BinaryUuid.next();
        byte[] key = BinaryUuid.bytes(id);
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into mail_message (id, organization_id, kind, subject_id, recipient, recipient_name, model,
                                                  message_id, state, next_attempt_at, give_up_at, queued_by, created_at)
                        values (:id, :organization, :kind, :subject, :recipient, :name, :model,
                                :messageId, 'QUEUED', :now, :giveUpAt, :actor, :now)
                        """)
                .param("id", key)
                .param("organization", letter.organizationId())
                .param("kind", letter.kind().name())
                .param("subject", letter.subjectId())
                .param("recipient", letter.recipient())
                .param("name", letter.recipientName())
                .param("model", seal.seal(json.writeValueAsBytes(sealed(letter)), key))
                .param("messageId", "<" + id + "@" + settings.smtp().domain() + ">")
                .param("giveUpAt", Timestamp.from(now.plus(settings.giveUpAfter())))
                .param("actor", actor.name())
                .param("now", Timestamp.from(now))
                .update();
        return id;
    }

    private static Map<String, Object> sealed(Letter letter) {
        Map<String, Object> sealed = new LinkedHashMap<>(letter.model());
        if (letter.attachment() != null) {
            sealed.put(WriteLetter.ATTACHMENT, letter.attachment());
        }
        return sealed;
    }
}
