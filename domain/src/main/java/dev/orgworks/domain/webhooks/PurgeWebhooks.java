package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.organizations.Purging;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's events, with their deliveries, and then its endpoints. */
@Component
class PurgeWebhooks implements Purging {

    private final JdbcClient jdbc;

    PurgeWebhooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        int events = purge("webhook_event", organizationId, limit);
        return events > 0 ? events : purge("webhook_endpoint", organizationId, limit);
    }

    private int purge(String table, long organizationId, int limit) {
        return jdbc.sql("delete from " + table + " where organization_id = :organization limit :limit")
                .param("organization", organizationId)
                .param("limit", limit)
                .update();
    }
}
