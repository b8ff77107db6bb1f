package dev.orgworks.domain.invites;

import dev.orgworks.domain.invites.InviteLink.Open;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.provisioning.EmailDomains;
import dev.orgworks.domain.users.TokenSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the links for many, and counts who uses them. */
@Component
class FindInviteLinks {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    FindInviteLinks(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    Optional<InviteLink> bySecret(TokenSecret secret) {
        return jdbc.sql("select * from provisioning_token where hash = :hash and kind = 'INVITE_LINK'")
                .param("hash", secret.hash())
                .query(this::row)
                .optional();
    }

    /** Counts a use in the present transaction, unless there were as many as there may be, or it was revoked. */
    boolean use(InviteLink link) {
        Instant now = clock.instant();
        return jdbc.sql("""
                                update provisioning_token set uses = uses + 1, last_used_at = :now
                                where id = :id and revoked_at is null and expires_at > :now
                                  and (max_uses is null or uses < max_uses)
                                """)
                        .param("id", link.id())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    private InviteLink row(ResultSet rs, int rowNumber) throws SQLException {
        Instant expiresAt = rs.getTimestamp("expires_at").toInstant();
        String domains = rs.getString("domains");
        int mostUses = rs.getInt("max_uses");
        boolean bounded = !rs.wasNull();
        Open open = Open.YES;
        if (rs.getTimestamp("revoked_at") != null) {
            open = Open.REVOKED;
        } else if (!clock.instant().isBefore(expiresAt)) {
            open = Open.EXPIRED;
        } else if (bounded && rs.getInt("uses") >= mostUses) {
            open = Open.USED_UP;
        }
        return new InviteLink(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                rs.getString("hint"),
                MemberRole.valueOf(rs.getString("role")),
                domains == null ? EmailDomains.ANY : json.readValue(domains, EmailDomains.class),
                expiresAt,
                open);
    }
}
