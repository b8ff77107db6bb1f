package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.directory.DirectoryCache;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.organizations.Reach;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells what somebody may do who acts as a platform user. */
@Component
public class FindCallers {

    private final JdbcClient jdbc;
    private final DirectoryCache directory;

    FindCallers(JdbcClient jdbc, DirectoryCache directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    private record StandingOf(long user) {}

    /** What an active user is to the platform, and what he may do in organizations. */
    private record Standing(PlatformRole role, Map<Long, Role> roles) {}

    /**
     * Somebody acting as a user: within the user's memberships and the organizations that he owns, or everywhere for an
     * administrator of the platform; and never beyond the limits given.
     *
     * @param most the most that he may do anywhere
     * @param limit the organizations that he may reach at most
     * @return empty when there is no such user, or he is inactive
     */
    public Optional<Caller> of(Actor actor, long user, Role most, Reach limit, @Nullable Contract contract) {
        return directory.get(new StandingOf(user), () -> standing(user)).map(standing -> {
            if (standing.role() == PlatformRole.ADMIN) {
                return new Caller(actor, most, limit, user, contract, null);
            }
            Map<Long, Role> roles = new HashMap<>();
            standing.roles().forEach((organization, member) -> {
                if (limit.covers(organization)) {
                    roles.put(organization, most.includes(member) ? member : most);
                }
            });
            return new Caller(actor, most, new Reach(roles.keySet()), user, contract, roles);
        });
    }

    /** As whom the administrator's token from outside acts. */
    Optional<Long> firstAdministrator() {
        return directory.get(
                FirstAdministrator.class,
                () -> jdbc.sql("select id from platform_user where role = 'ADMIN' and active order by id limit 1")
                        .query(Long.class)
                        .optional());
    }

    private Optional<Standing> standing(long user) {
        return jdbc.sql("select role from platform_user where id = :user and active")
                .param("user", user)
                .query(String.class)
                .optional()
                .map(role -> new Standing(PlatformRole.valueOf(role), rolesOf(user)));
    }

    private Map<Long, Role> rolesOf(long user) {
        Map<Long, Role> roles = new HashMap<>();
        jdbc.sql("""
                        select m.organization_id, m.role from membership m
                        join organization o on o.id = m.organization_id and o.deleted_at is null
                        where m.user_id = :user
                        union all
                        select id, 'OWNER' from organization where owner_id = :user and deleted_at is null
                        """).param("user", user).query(rs -> {
            roles.merge(
                    rs.getLong("organization_id"),
                    Role.of(MemberRole.valueOf(rs.getString("role"))),
                    (one, other) -> one.includes(other) ? one : other);
        });
        return Map.copyOf(roles);
    }
}
