package dev.orgworks.domain.deletion;

import dev.orgworks.domain.audit.PurgeAudit;
import dev.orgworks.domain.organizations.Purging;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges most of the audit page by page; what comes after that goes with the organization's row. */
@Component
class PurgeTrail implements Purging {

    private final PurgeAudit audit;

    PurgeTrail(PurgeAudit audit) {
        this.audit = audit;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        return audit.purge(organizationId, limit);
    }
}
