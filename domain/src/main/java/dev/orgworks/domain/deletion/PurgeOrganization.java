package dev.orgworks.domain.deletion;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.PurgeAudit;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.Map;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a purge begins with and ends with. */
@Component
public class PurgeOrganization {

    private final JdbcClient jdbc;
    private final PurgeAudit trail;
    private final RecordAudit audit;

    PurgeOrganization(JdbcClient jdbc, PurgeAudit trail, RecordAudit audit) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.audit = audit;
    }

    /**
     * Makes sure that no run of the organization writes any more.
     *
     * @throws PessimisticLockingFailureException when one still does; later none will
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireQuiet(long organizationId) {
        if (jdbc.sql("""
                        select 1 from job_run
                        where organization_id = :id and state in ('QUEUED', 'RUNNING', 'CANCELLING') limit 1
                        """)
                .param("id", organizationId)
                .query(Integer.class)
                .optional()
                .isPresent()) {
            throw new PessimisticLockingFailureException(
                    "Jobs of the organization " + organizationId + " are still coming to their end");
        }
    }

    /** Deletes the organization's row and its audit; the platform's audit tells of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(Actor actor, long organizationId) {
        Map<String, Object> name = jdbc.sql("select name from organization where id = :id")
                .param("id", organizationId)
                .query()
                .singleRow();
        trail.purge(organizationId);
        jdbc.sql("delete from organization where id = :id")
                .param("id", organizationId)
                .update();
        audit.record(actor, new AuditEntry(null, "organization.purged", "organization", organizationId, name, null));
    }
}
