package dev.orgworks.domain.organizations;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists who may own organizations: active users who sell or look after a category. */
@Component
public class FindOwners {

    private final JdbcClient jdbc;

    FindOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, by id. */
    public List<Owner> all() {
        return jdbc.sql("""
                        select id, first_name, last_name, email, role from platform_user
                        where active and role in ('SALES', 'CATEGORY_MANAGER') order by id
                        """)
                .query((rs, rowNumber) -> new Owner(
                        rs.getLong("id"),
                        rs.getString("first_name"),
                        rs.getString("last_name"),
                        rs.getString("email"),
                        rs.getString("role")))
                .list();
    }
}
