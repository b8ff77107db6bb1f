package dev.orgworks.domain.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter and where it stands; never what it says.
 *
 * @param subjectId what it is about, such as the id of an invite
 * @param messageId the header by which mail servers know it
 * @param attempts failed ones since somebody last asked for it
 * @param nextAttemptAt of queued ones
 * @param error what the last failed attempt came to, in the mail server's words
 * @param endedAt when it became SENT or DEAD
 */
public record MailMessage(
        UUID id,
        @Nullable Long organizationId,
        MailKind kind,
        @Nullable Long subjectId,
        String recipient,
        @Nullable String recipientName,
        String messageId,
        MailState state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String error,
        String queuedBy,
        Instant createdAt,
        @Nullable Instant endedAt) {}
