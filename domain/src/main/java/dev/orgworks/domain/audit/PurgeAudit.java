package dev.orgworks.domain.audit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Deletes the audit of an organization that is purged. */
@Component
public class PurgeAudit {

    private static final int PAGE = 5_000;

    private final JdbcClient jdbc;

    PurgeAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes some of its events; answers how many. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        return jdbc.sql("delete from audit_event where organization_id = :organization limit :limit")
                .param("organization", organizationId)
                .param("limit", limit)
                .update();
    }

    /** Deletes all that is left of it, and the end of its chain. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void purge(long organizationId) {
        int gone = PAGE;
        while (gone > 0) {
            gone = purge(organizationId, PAGE);
        }
        jdbc.sql("delete from audit_chain where chain = :organization")
                .param("organization", organizationId)
                .update();
    }
}
