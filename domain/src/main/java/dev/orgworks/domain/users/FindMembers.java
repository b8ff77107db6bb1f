package dev.orgworks.domain.users;

import dev.orgworks.domain.organizations.MemberRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who belongs to an organization. */
@Component
public class FindMembers {

    private static final String MEMBER = """
            select m.user_id, m.role, m.created_at, u.first_name, u.last_name, u.email, u.active
            from membership m join platform_user u on u.id = m.user_id
            where m.organization_id = :organization
            """;

    private final JdbcClient jdbc;

    FindMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of the members, by their user's id. */
    public List<Member> list(long organization, int limit, long offset) {
        return jdbc.sql(MEMBER + " order by m.user_id limit :limit offset :offset")
                .param("organization", organization)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindMembers::row)
                .list();
    }

    /** How many members {@link #list} pages through. */
    public long count(long organization) {
        return jdbc.sql("select count(*) from membership where organization_id = :organization")
                .param("organization", organization)
                .query(Long.class)
                .single();
    }

    /** The administrators and owners who are active users. */
    public List<Member> administrators(long organization) {
        return jdbc.sql(MEMBER + " and m.role in ('ADMIN', 'OWNER') and u.active order by m.user_id")
                .param("organization", organization)
                .query(FindMembers::row)
                .list();
    }

    /** Which of these addresses, by their {@link EmailKey}s, are members'. */
    public Set<String> addresses(long organization, Collection<String> keys) {
        return keys.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("""
                                select u.email_key from membership m join platform_user u on u.id = m.user_id
                                where m.organization_id = :organization and u.email_key in (:keys)
                                """)
                        .param("organization", organization)
                        .param("keys", keys)
                        .query(String.class)
                        .list());
    }

    Optional<Member> find(long organization, long user) {
        return jdbc.sql(MEMBER + " and m.user_id = :user")
                .param("organization", organization)
                .param("user", user)
                .query(FindMembers::row)
                .optional();
    }

    private static Member row(ResultSet rs, int rowNumber) throws SQLException {
        return new Member(
                rs.getLong("user_id"),
                rs.getString("first_name"),
                rs.getString("last_name"),
                rs.getString("email"),
                rs.getBoolean("active"),
                MemberRole.valueOf(rs.getString("role")),
                rs.getTimestamp("created_at").toInstant());
    }
}
