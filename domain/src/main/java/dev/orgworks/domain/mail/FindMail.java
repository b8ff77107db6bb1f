package dev.orgworks.domain.mail;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads letters, never beyond the caller's reach; the platform's own are for those who reach everything. */
@Component
public class FindMail {

    /**
     * Which letters; null everywhere: all of them.
     *
     * @param recipient a part of the address, in any case
     */
    public record Filter(
            @Nullable MailState state,
            @Nullable MailKind kind,
            @Nullable Long organizationId,
            @Nullable String recipient) {}

    /**
     * How many letters stand where.
     *
     * @param oldestDueAt since when the longest-waiting one could have been sent; null: none waits
     */
    public record Standing(
            boolean configured,
            Map<MailState, Long> counts,
            @Nullable Instant oldestDueAt) {}

    private static final String MATCHING = """
             from mail_message
            where (:everything or organization_id in (:ids))
              and (:state is null or state = :state)
              and (:kind is null or kind = :kind)
              and (:organization is null or organization_id = :organization)
              and (:recipient is null or locate(lower(:recipient), lower(recipient)) > 0)
            """;

    private final JdbcClient jdbc;
    private final MailServer server;

    FindMail(JdbcClient jdbc, MailServer server) {
        this.jdbc = jdbc;
        this.server = server;
    }

    /** A page of the letters that match, newest first. */
    public List<MailMessage> list(Reach reach, Filter filter, int limit, long offset) {
        return matching("select *" + MATCHING + " order by id desc limit :limit offset :offset", reach, filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindMail::row)
                .list();
    }

    /** How many letters {@link #list} pages through. */
    public long count(Reach reach, Filter filter) {
        return matching("select count(*)" + MATCHING, reach, filter)
                .query(Long.class)
                .single();
    }

    /**
     * One letter.
     *
     * @throws NotFoundException when there is none, or none within reach
     */
    public MailMessage byId(UUID id, Reach reach) {
        return jdbc.sql("select * from mail_message where id = :id and (:everything or organization_id in (:ids))")
                .param("id", BinaryUuid.bytes(id))
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .query(FindMail::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Letter", id));
    }

    /** How many letters within reach stand where. */
    public Standing standing(Reach reach) {
        Map<MailState, Long> counts = new EnumMap<>(MailState.class);
        for (MailState state : MailState.values()) {
            counts.put(state, 0L);
        }
        jdbc.sql("""
                        select state, count(*) as letters from mail_message
                        where (:everything or organization_id in (:ids)) group by state
                        """)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .query(rs -> {
                    counts.put(MailState.valueOf(rs.getString("state")), rs.getLong("letters"));
                });
        Optional<Timestamp> oldest = jdbc.sql("""
                        select next_attempt_at from mail_message
                        where state = 'QUEUED' and (:everything or organization_id in (:ids)) order by next_attempt_at limit 1
                        """)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .query(Timestamp.class)
                .optional();
        return new Standing(
                server.isConfigured(), counts, oldest.map(Timestamp::toInstant).orElse(null));
    }

    private JdbcClient.StatementSpec matching(String sql, Reach reach, Filter filter) {
        return jdbc.sql(sql)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("organization", filter.organizationId())
                .param("recipient", filter.recipient());
    }

    private static MailMessage row(ResultSet rs, int rowNumber) throws SQLException {
        MailState state = MailState.valueOf(rs.getString("state"));
        Timestamp ended = rs.getTimestamp("ended_at");
        return new MailMessage(
                BinaryUuid.of(rs.getBytes("id")),
                rs.getObject("organization_id", Long.class),
                MailKind.valueOf(rs.getString("kind")),
                rs.getObject("subject_id", Long.class),
                rs.getString("recipient"),
                rs.getString("recipient_name"),
                rs.getString("message_id"),
                state,
                rs.getInt("attempts"),
                state == MailState.QUEUED ? rs.getTimestamp("next_attempt_at").toInstant() : null,
                rs.getString("error"),
                rs.getString("queued_by"),
                rs.getTimestamp("created_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
