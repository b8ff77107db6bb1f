package dev.orgworks.domain.invites;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.users.EmailKey;
import dev.orgworks.domain.users.TokenSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads invites, as they are by the clock: one whose time is over is EXPIRED, whether or not anybody wrote that down yet. */
@Component
public class FindInvites {

    /**
     * Which invites are asked for; null: whatever they are.
     *
     * @param email the whole address
     * @param search a part of it
     */
    public record Filter(
            @Nullable InviteState state,
            @Nullable String email,
            @Nullable String search) {}

    private static final String INVITE = """
            select i.*, concat(u.first_name, ' ', u.last_name) as inviter
            from organization_invite i left join platform_user u on u.id = i.invited_by_user
            """;

    private static final String FILTERED = """
            where i.organization_id = :organization
              and (:state is null
                   or if(i.state = 'PENDING' and i.expires_at <= :now, 'EXPIRED', i.state) = :state)
              and (:email is null or i.email_key = :email)
              and (:search is null or i.email_key like :search)
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    FindInvites(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A page of an organization's invites, newest first. */
    public List<Invite> list(long organizationId, Filter filter, int limit, long offset) {
        return filtered(INVITE + FILTERED + " order by i.id desc limit :limit offset :offset", organizationId, filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many invites {@link #list} pages through. */
    public long count(long organizationId, Filter filter) {
        return filtered("select count(*) from organization_invite i " + FILTERED, organizationId, filter)
                .query(Long.class)
                .single();
    }

    /**
     * One invite.
     *
     * @throws NotFoundException when the organization has none of this id
     */
    public Invite byId(long organizationId, long id) {
        return jdbc.sql(INVITE + " where i.organization_id = :organization and i.id = :id")
                .param("organization", organizationId)
                .param("id", id)
                .query(this::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Invite", id));
    }

    Optional<Invite> bySecret(TokenSecret secret) {
        return jdbc.sql(INVITE + " where i.hash = :hash")
                .param("hash", secret.hash())
                .query(this::row)
                .optional();
    }

    /** The invites of these ids, of whichever organization. */
    List<Invite> byIds(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(INVITE + " where i.id in (:ids) order by i.id")
                        .param("ids", ids)
                        .query(this::row)
                        .list();
    }

    /** The invites of an organization to these addresses that nobody has written down as ended, by the addresses' keys. */
    List<Invite> live(long organizationId, Collection<String> keys) {
        return keys.isEmpty()
                ? List.of()
                : jdbc.sql(INVITE + """
                         where i.organization_id = :organization and i.email_key in (:keys) and i.live = 1 order by i.id
                        """)
                        .param("organization", organizationId)
                        .param("keys", keys)
                        .query(this::row)
                        .list();
    }

    private JdbcClient.StatementSpec filtered(String sql, long organizationId, Filter filter) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("now", Timestamp.from(clock.instant()))
                .param("email", filter.email() == null ? null : EmailKey.of(filter.email()))
                .param("search", filter.search() == null ? null : "%" + escaped(filter.search()) + "%");
    }

    private static String escaped(String text) {
        return EmailKey.of(text).replaceAll("[\\\\%_]", "\\\\$0");
    }

    private Invite row(ResultSet rs, int rowNumber) throws SQLException {
        Instant expiresAt = instant(rs, "expires_at");
        InviteState written = InviteState.valueOf(rs.getString("state"));
        boolean over = written == InviteState.PENDING && !clock.instant().isBefore(expiresAt);
        Timestamp ended = rs.getTimestamp("ended_at");
        return new Invite(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                rs.getString("email"),
                MemberRole.valueOf(rs.getString("role")),
                rs.getBoolean("as_learner"),
                number(rs, "pool_id"),
                rs.getString("message"),
                over ? InviteState.EXPIRED : written,
                rs.getInt("sent"),
                instant(rs, "last_sent_at"),
                rs.getString("invited_by"),
                rs.getString("inviter"),
                expiresAt,
                rs.getString("bounce_reason"),
                number(rs, "accepted_user"),
                rs.getBoolean("account_made"),
                number(rs, "learner_id"),
                rs.getString("seat"),
                rs.getLong("version"),
                instant(rs, "created_at"),
                instant(rs, "updated_at"),
                over ? expiresAt : ended == null ? null : ended.toInstant());
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getTimestamp(column).toInstant();
    }

    private static @Nullable Long number(ResultSet rs, String column) throws SQLException {
        long number = rs.getLong(column);
        return rs.wasNull() ? null : number;
    }
}
