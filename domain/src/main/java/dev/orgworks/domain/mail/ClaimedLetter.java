package dev.orgworks.domain.mail;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter that this node has taken to send it.
 *
 * @param model sealed
 * @param attempts failed ones so far
 * @param claim the number under which it may be said what became of it
 * @param crashes how often nobody knows whether the server got it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record ClaimedLetter(
        UUID id,
        @Nullable Long organizationId,
        MailKind kind,
        @Nullable Long subjectId,
        String recipient,
        @Nullable String recipientName,
        byte[] model,
        String messageId,
        int attempts,
        Instant giveUpAt,
        Instant queuedAt,
        int claim,
        int crashes) {

    byte[] key() {
        return BinaryUuid.bytes(id);
    }

    /** A row as it is before {@code raised} is added to its claim. */
    static ClaimedLetter row(ResultSet rs, int raised) throws SQLException {
        return new ClaimedLetter(
                BinaryUuid.of(rs.getBytes("id")),
                rs.getObject("organization_id", Long.class),
                MailKind.valueOf(rs.getString("kind")),
                rs.getObject("subject_id", Long.class),
                rs.getString("recipient"),
                rs.getString("recipient_name"),
                Objects.requireNonNull(rs.getBytes("model"), "a letter that is not sent has its model"),
                rs.getString("message_id"),
                rs.getInt("attempts"),
                rs.getTimestamp("give_up_at").toInstant(),
                rs.getTimestamp("created_at").toInstant(),
                rs.getInt("claim") + raised,
                rs.getInt("crashes"));
    }

    @Override
    public String toString() {
        return "ClaimedLetter[" + id + "]";
    }
}
