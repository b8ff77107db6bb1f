package dev.orgworks.domain.users;

import dev.orgworks.domain.organizations.MemberRole;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes memberships, and keeps to them which organization is a user's active one. */
@Component
class WriteMember {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    WriteMember(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void put(long organization, long user, MemberRole role) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        insert into membership (organization_id, user_id, role, created_at)
                        values (:organization, :user, :role, :now)
                        on duplicate key update role = :role
                        """)
                .param("organization", organization)
                .param("user", user)
                .param("role", role.name())
                .param("now", now)
                .update();
        activateOldest(user, now);
    }

    void delete(long organization, long user) {
        jdbc.sql("delete from membership where organization_id = :organization and user_id = :user")
                .param("organization", organization)
                .param("user", user)
                .update();
        jdbc.sql("delete from active_organization where organization_id = :organization and user_id = :user")
                .param("organization", organization)
                .param("user", user)
                .update();
        activateOldest(user, Timestamp.from(clock.instant()));
    }

    /** For whoever has organizations and none that is active. */
    private void activateOldest(long user, Timestamp now) {
        jdbc.sql("""
                        insert ignore into active_organization (user_id, organization_id, activated_at)
                        select m.user_id, m.organization_id, :now
                        from membership m join organization o on o.id = m.organization_id and o.deleted_at is null
                        where m.user_id = :user
                        order by m.created_at, m.organization_id limit 1
                        """).param("user", user).param("now", now).update();
    }
}
