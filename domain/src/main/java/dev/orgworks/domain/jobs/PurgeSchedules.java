package dev.orgworks.domain.jobs;

import dev.orgworks.domain.organizations.Purging;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's schedules. */
@Component
class PurgeSchedules implements Purging {

    private final JdbcClient jdbc;

    PurgeSchedules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "schedules";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        return jdbc.sql("delete from job_schedule where organization_id = :organization limit :limit")
                .param("organization", organizationId)
                .param("limit", limit)
                .update();
    }
}
