package dev.orgworks.domain.invites;

import dev.orgworks.domain.organizations.Purging;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's invites. */
@Component
class PurgeInvites implements Purging {

    private final JdbcClient jdbc;

    PurgeInvites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "invites";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        return jdbc.sql("delete from organization_invite where organization_id = :organization limit :limit")
                .param("organization", organizationId)
                .param("limit", limit)
                .update();
    }
}
