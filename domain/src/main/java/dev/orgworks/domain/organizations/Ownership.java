package dev.orgworks.domain.organizations;

import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives a new organization to whoever made it: he owns it, and it is his active one if he has none. */
final class Ownership {

    private Ownership() {}

    static void give(JdbcClient jdbc, long organization, long user, Timestamp now) {
        jdbc.sql("""
                        insert into membership (organization_id, user_id, role, created_at)
                        values (:organization, :user, 'OWNER', :now)
                        """)
                .param("organization", organization)
                .param("user", user)
                .param("now", now)
                .update();
        jdbc.sql("""
                        insert ignore into active_organization (user_id, organization_id, activated_at)
                        values (:user, :organization, :now)
                        """)
                .param("organization", organization)
                .param("user", user)
                .param("now", now)
                .update();
    }
}
