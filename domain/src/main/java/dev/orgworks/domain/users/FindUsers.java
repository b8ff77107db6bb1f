package dev.orgworks.domain.users;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.organizations.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads platform users. An administrator of the platform sees all of them, one of organizations those who belong to these,
 * and everybody himself.
 */
@Component
public class FindUsers {

    /**
     * Which users are asked for; null: whatever they are.
     *
     * @param search a part of the name or the address
     */
    public record Filter(
            @Nullable PlatformRole role,
            @Nullable Boolean active,
            @Nullable String search) {}

    private static final String SEEN = """
            (:everything or u.id = :self
                or exists (select 1 from membership m
                           join organization o on o.id = m.organization_id and o.deleted_at is null
                           where m.user_id = u.id and m.organization_id in (:ids))
                or exists (select 1 from organization o
                           where o.owner_id = u.id and o.id in (:ids) and o.deleted_at is null))
            """;

    private static final String FILTERED = SEEN + """
            and (:role is null or u.role = :role)
            and (:active is null or u.active = :active)
            and (:search is null or concat(u.first_name, ' ', u.last_name) like :search or u.email like :search)
            """;

    private final JdbcClient jdbc;

    FindUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of the users whom the caller sees, oldest first. */
    public List<PlatformUser> list(Caller caller, Filter filter, int limit, long offset) {
        return filtered(
                        "select u.* from platform_user u where " + FILTERED
                                + " order by u.id limit :limit offset :offset",
                        caller,
                        filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindUsers::row)
                .list();
    }

    /** How many users {@link #list} pages through. */
    public long count(Caller caller, Filter filter) {
        return filtered("select count(*) from platform_user u where " + FILTERED, caller, filter)
                .query(Long.class)
                .single();
    }

    /**
     * One user.
     *
     * @throws NotFoundException when there is none, or none whom the caller sees
     */
    public PlatformUser byId(long id, Caller caller) {
        return seen("select u.* from platform_user u where u.id = :id and " + SEEN, caller)
                .param("id", id)
                .query(FindUsers::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("User", id));
    }

    /**
     * The user as whom the caller acts.
     *
     * @throws NotFoundException when he acts as none
     */
    public PlatformUser self(Caller caller) {
        if (caller.user() == null) {
            throw new NotFoundException("User", "me");
        }
        return byId(caller.user());
    }

    /** Whoever has an address, whose row nobody else changes until the transaction ends. */
    Optional<PlatformUser> lockedByEmail(String email) {
        return jdbc.sql("select * from platform_user where email_key = :key for update")
                .param("key", EmailKey.of(email))
                .query(FindUsers::row)
                .optional();
    }

    /** The address of a user, by its {@link EmailKey}; empty when there is no such user. */
    public Optional<String> emailKey(long id) {
        return jdbc.sql("select email_key from platform_user where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    PlatformUser byId(long id) {
        return one("select * from platform_user where id = :id", id);
    }

    /** One user, whose row nobody else changes until the transaction ends. */
    PlatformUser locked(long id) {
        return one("select * from platform_user where id = :id for update", id);
    }

    private PlatformUser one(String sql, long id) {
        return jdbc.sql(sql)
                .param("id", id)
                .query(FindUsers::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("User", id));
    }

    private JdbcClient.StatementSpec filtered(String sql, Caller caller, Filter filter) {
        return seen(sql, caller)
                .param("role", filter.role() == null ? null : filter.role().name())
                .param("active", filter.active())
                .param("search", filter.search() == null ? null : "%" + escaped(filter.search()) + "%");
    }

    private JdbcClient.StatementSpec seen(String sql, Caller caller) {
        Reach administered = caller.administered();
        return jdbc.sql(sql)
                .param("everything", administered.isEverything())
                .param("ids", administered.ids())
                .param("self", caller.user());
    }

    private static String escaped(String text) {
        return text.strip().replaceAll("[\\\\%_]", "\\\\$0");
    }

    static PlatformUser row(ResultSet rs, int rowNumber) throws SQLException {
        return new PlatformUser(
                rs.getLong("id"),
                rs.getString("first_name"),
                rs.getString("last_name"),
                rs.getString("email"),
                PlatformRole.valueOf(rs.getString("role")),
                rs.getBoolean("active"),
                rs.getString("password_hash") != null,
                rs.getBoolean("must_change_password"),
                rs.getLong("version"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant());
    }
}
