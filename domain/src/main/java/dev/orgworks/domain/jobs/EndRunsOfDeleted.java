package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.OrganizationDeleted;
import dev.orgworks.domain.organizations.Reach;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cancels the runs of an organization in the transaction that deletes it. */
@Component
class EndRunsOfDeleted {

    private final JdbcClient jdbc;
    private final FindRuns runs;
    private final CancelRun cancel;

    EndRunsOfDeleted(JdbcClient jdbc, FindRuns runs, CancelRun cancel) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.cancel = cancel;
    }

    @EventListener
    void end(OrganizationDeleted deleted) {
        jdbc.sql("""
                        select id from job_run
                        where organization_id = :organization and state in ('QUEUED', 'RUNNING') for update
                        """)
                .param("organization", deleted.organizationId())
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list()
                .forEach(run -> end(deleted, run));
    }

    private void end(OrganizationDeleted deleted, UUID run) {
        cancel.cancel(deleted.actor(), runs.byId(run, Reach.EVERYTHING));
    }
}
