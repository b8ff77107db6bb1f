package dev.orgworks.domain.organizations;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges who belonged to an organization. */
@Component
class PurgeMembers implements Purging {

    private final JdbcClient jdbc;

    PurgeMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "members";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        return delete("active_organization", organizationId, limit) + delete("membership", organizationId, limit);
    }

    private int delete(String table, long organizationId, int limit) {
        return jdbc.sql("delete from %s where organization_id = :organization limit :limit".formatted(table))
                .param("organization", organizationId)
                .param("limit", limit)
                .update();
    }
}
