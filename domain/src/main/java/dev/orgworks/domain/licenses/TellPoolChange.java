package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What follows on a change of a pool: its audit, that who waits may be next, and that the licences' job looks at it. */
@Component
class TellPoolChange {

    private final FindPools pools;
    private final RecordAudit audit;
    private final ApplicationEventPublisher events;
    private final EnqueueUpkeep upkeep;

    TellPoolChange(FindPools pools, RecordAudit audit, ApplicationEventPublisher events, EnqueueUpkeep upkeep) {
        this.pools = pools;
        this.audit = audit;
        this.events = events;
        this.upkeep = upkeep;
    }

    /** The pool as it is then. */
    LicensePool changed(Actor actor, String action, LicensePool before) {
        long organization = before.organizationId();
        audit.record(
                actor,
                new AuditEntry(
                        organization,
                        action,
                        "licensePool",
                        before.id(),
                        before,
                        pools.byId(organization, before.id())));
        events.publishEvent(new SeatFreed(actor, organization, before.id()));
        upkeep.of(organization);
        return pools.byId(organization, before.id());
    }
}
