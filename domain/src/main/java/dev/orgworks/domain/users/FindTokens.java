package dev.orgworks.domain.users;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.directory.DirectoryCache;
import dev.orgworks.domain.organizations.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads tokens; a caller sees those whose reach lies within where he is an administrator, and those that act as himself. */
@Component
public class FindTokens {

    /** Not {@code group_concat}: MySQL cuts that off at 1,024 bytes, in the middle of an id. */
    private static final String TOKEN = """
            select t.*, (select json_objectagg(cast(o.organization_id as char), o.role) from access_token_organization o
                         join organization g on g.id = o.organization_id and g.deleted_at is null
                         where o.token_id = t.id) as organizations
            from access_token t
            """;

    /** A token that reaches something that the caller does not is not his to see. */
    private static final String WITHIN = """
            (:everything or t.user_id = :self or (not t.all_organizations and not exists (
                select 1 from access_token_organization o where o.token_id = t.id and o.organization_id not in (:ids))))
            """;

    private static final TypeReference<Map<Long, @Nullable Role>> ROLES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final DirectoryCache directory;
    private final JsonMapper json;

    FindTokens(JdbcClient jdbc, DirectoryCache directory, JsonMapper json) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.json = json;
    }

    private record TokenOf(String hash) {}

    /** A page of the tokens that the caller sees, newest first, revoked ones too. */
    public List<AccessToken> list(Caller caller, int limit, long offset) {
        return within(TOKEN + " where " + WITHIN + " order by t.id desc limit :limit offset :offset", caller)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many tokens {@link #list} pages through. */
    public long count(Caller caller) {
        return within("select count(*) from access_token t where " + WITHIN, caller)
                .query(Long.class)
                .single();
    }

    /**
     * One token.
     *
     * @throws NotFoundException when there is none, or none that the caller sees
     */
    public AccessToken byId(long id, Caller caller) {
        return within(TOKEN + " where t.id = :id and " + WITHIN, caller)
                .param("id", id)
                .query(this::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Token", id));
    }

    AccessToken byId(long id) {
        return jdbc.sql(TOKEN + " where t.id = :id")
                .param("id", id)
                .query(this::row)
                .single();
    }

    /** The token of a secret, also of one that was replaced, while its time of grace lasts. */
    Optional<AccessToken> byHash(byte[] hash, Instant now) {
        return directory
                .get(
                        new TokenOf(HexFormat.of().formatHex(hash)),
                        () -> jdbc.sql(TOKEN + " where t.hash = :hash")
                                .param("hash", hash)
                                .query(this::row)
                                .optional())
                .or(() -> jdbc.sql(TOKEN + " where t.previous_hash = :hash and t.previous_until > :now")
                        .param("hash", hash)
                        .param("now", Timestamp.from(now))
                        .query(this::row)
                        .optional());
    }

    private JdbcClient.StatementSpec within(String sql, Caller caller) {
        Reach administered = caller.administered();
        return jdbc.sql(sql)
                .param("everything", administered.isEverything())
                .param("ids", administered.ids())
                .param("self", caller.user());
    }

    private AccessToken row(ResultSet rs, int rowNumber) throws SQLException {
        String contract = rs.getString("contract");
        Role role = Role.valueOf(rs.getString("role"));
        Map<Long, @Nullable Role> organizations = organizations(rs.getString("organizations"));
        return new AccessToken(
                rs.getLong("id"),
                rs.getString("name"),
                rs.getString("hint"),
                role,
                rs.getBoolean("all_organizations") ? Reach.EVERYTHING : new Reach(organizations.keySet()),
                roles(organizations, role),
                rs.getString("login"),
                rs.getObject("user_id", Long.class),
                contract == null ? null : Contract.valueOf(contract),
                instant(rs, "expires_at"),
                instant(rs, "revoked_at"),
                instant(rs, "last_used_at"),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant());
    }

    private Map<Long, @Nullable Role> organizations(@Nullable String object) {
        if (object == null) {
            return new HashMap<>();
        }
        return json.readValue(object, ROLES);
    }

    private static @Nullable Map<Long, Role> roles(Map<Long, @Nullable Role> organizations, Role otherwise) {
        Map<Long, Role> roles = new HashMap<>();
        boolean own = false;
        for (Map.Entry<Long, @Nullable Role> entry : organizations.entrySet()) {
            Role role = entry.getValue();
            own |= role != null;
            roles.put(entry.getKey(), role == null ? otherwise : role);
        }
        return own ? Map.copyOf(roles) : null;
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
