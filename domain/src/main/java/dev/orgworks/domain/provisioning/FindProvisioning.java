package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.provisioning.ProvisioningToken.Kind;
import dev.orgworks.domain.provisioning.ProvisioningToken.State;
import dev.orgworks.domain.users.TokenSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Reads tokens that were handed out. */
@Component
public class FindProvisioning {

    /** Which tokens are asked for; null: whatever they are. */
    public record Filter(@Nullable Kind kind, @Nullable State state) {}

    /** A token with the name of whose it is. */
    public record Handed(ProvisioningToken token, String organization) {}

    private static final String FILTERED = """
            from provisioning_token
            where organization_id = :organization
              and (:kind is null or kind = :kind)
              and (:state is null or :state = case
                    when revoked_at is not null then 'REVOKED'
                    when expires_at <= :now then 'EXPIRED'
                    when uses >= max_uses then 'USED_UP'
                    else 'ACTIVE' end)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    FindProvisioning(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** A page of an organization's tokens, the newest first. */
    public List<ProvisioningToken> list(long organizationId, Filter filter, int limit, long offset) {
        return filtered(
                        "select * " + FILTERED + " order by id desc limit :limit offset :offset",
                        organizationId,
                        filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many tokens {@link #list} pages through. */
    public long count(long organizationId, Filter filter) {
        return filtered("select count(*) " + FILTERED, organizationId, filter)
                .query(Long.class)
                .single();
    }

    /**
     * One token.
     *
     * @throws NotFoundException when the organization has no such token
     */
    public ProvisioningToken byId(long organizationId, long id) {
        return one(organizationId, id, "");
    }

    /**
     * The same, which nobody else changes or uses before this transaction ends.
     *
     * @throws NotFoundException when the organization has no such token
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ProvisioningToken locked(long organizationId, long id) {
        return one(organizationId, id, " for update");
    }

    /** The token of a secret, whatever its state; not of an organization that is deleted. */
    public Optional<Handed> bySecret(TokenSecret secret) {
        return jdbc.sql("""
                        select t.*, o.name as organization
                        from provisioning_token t join organization o on o.id = t.organization_id
                        where t.hash = :hash and o.deleted_at is null
                        """)
                .param("hash", secret.hash())
                .query((rs, rowNumber) -> new Handed(row(rs, rowNumber), rs.getString("organization")))
                .optional();
    }

    /** The same, which nobody else changes or uses before this transaction ends; empty when it has another secret by now. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<ProvisioningToken> locked(ProvisioningToken token, TokenSecret secret) {
        return jdbc.sql("select * from provisioning_token where id = :id and hash = :hash for update")
                .param("id", token.id())
                .param("hash", secret.hash())
                .query(this::row)
                .optional();
    }

    private ProvisioningToken one(long organizationId, long id, String how) {
        return jdbc.sql("select * from provisioning_token where organization_id = :organization and id = :id" + how)
                .param("organization", organizationId)
                .param("id", id)
                .query(this::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Provisioning token", id));
    }

    private JdbcClient.StatementSpec filtered(String sql, long organizationId, Filter filter) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("now", Timestamp.from(clock.instant()));
    }

    private ProvisioningToken row(ResultSet rs, int rowNumber) throws SQLException {
        long pool = rs.getLong("pool_id");
        boolean noPool = rs.wasNull();
        int maxUses = rs.getInt("max_uses");
        boolean unlimited = rs.wasNull();
        String role = rs.getString("role");
        String domains = rs.getString("domains");
        return new ProvisioningToken(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                Kind.valueOf(rs.getString("kind")),
                rs.getString("label"),
                noPool ? null : pool,
                role == null ? null : MemberRole.valueOf(role),
                domains == null ? EmailDomains.ANY : json.readValue(domains, EmailDomains.class),
                rs.getString("hint"),
                unlimited ? null : maxUses,
                rs.getInt("uses"),
                rs.getTimestamp("expires_at").toInstant(),
                instant(rs, "revoked_at"),
                instant(rs, "last_used_at"),
                rs.getLong("version"),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant());
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
