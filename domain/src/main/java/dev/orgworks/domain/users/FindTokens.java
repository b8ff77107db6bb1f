package dev.orgworks.domain.users;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.organizations.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads tokens; a caller sees those whose reach lies within his own. */
@Component
public class FindTokens {

    /** A token with the ids of its organizations joined by commas. */
    private static final String TOKEN = """
            select t.*, (select group_concat(o.organization_id) from access_token_organization o
                         join organization g on g.id = o.organization_id and g.deleted_at is null
                         where o.token_id = t.id) as organizations
            from access_token t
            """;

    /** A token that reaches something that the caller does not is not his to see. */
    private static final String WITHIN = """
            (:everything or (not t.all_organizations and not exists (
                select 1 from access_token_organization o where o.token_id = t.id and o.organization_id not in (:ids))))
            """;

    private final JdbcClient jdbc;

    FindTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of the tokens within reach, newest first, revoked ones too. */
    public List<AccessToken> list(Reach reach, int limit, long offset) {
        return within(TOKEN + " where " + WITHIN + " order by t.id desc limit :limit offset :offset", reach)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindTokens::row)
                .list();
    }

    /** How many tokens {@link #list} pages through. */
    public long count(Reach reach) {
        return within("select count(*) from access_token t where " + WITHIN, reach)
                .query(Long.class)
                .single();
    }

    /**
     * One token.
     *
     * @throws NotFoundException when there is none, or none within reach
     */
    public AccessToken byId(long id, Reach reach) {
        return within(TOKEN + " where t.id = :id and " + WITHIN, reach)
                .param("id", id)
                .query(FindTokens::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Token", id));
    }

    Optional<AccessToken> byHash(byte[] hash) {
        return jdbc.sql(TOKEN + " where t.hash = :hash")
                .param("hash", hash)
                .query(FindTokens::row)
                .optional();
    }

    private JdbcClient.StatementSpec within(String sql, Reach reach) {
        return jdbc.sql(sql).param("everything", reach.isEverything()).param("ids", reach.ids());
    }

    private static AccessToken row(ResultSet rs, int rowNumber) throws SQLException {
        String organizations = rs.getString("organizations");
        String contract = rs.getString("contract");
        Timestamp expires = rs.getTimestamp("expires_at");
        Timestamp revoked = rs.getTimestamp("revoked_at");
        return new AccessToken(
                rs.getLong("id"),
                rs.getString("name"),
                rs.getString("hint"),
                Role.valueOf(rs.getString("role")),
                rs.getBoolean("all_organizations") ? Reach.EVERYTHING : new Reach(ids(organizations)),
                rs.getString("login"),
                rs.getObject("user_id", Long.class),
                contract == null ? null : Contract.valueOf(contract),
                expires == null ? null : expires.toInstant(),
                revoked == null ? null : revoked.toInstant(),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant());
    }

    private static Set<Long> ids(@Nullable String joined) {
        return joined == null
                ? Set.of()
                : Stream.of(joined.split(",", -1)).map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
