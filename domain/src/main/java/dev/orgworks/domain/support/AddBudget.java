package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.LockOrganization;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds a budget, of which nothing is spent. */
@Component
public class AddBudget {

    private final LockOrganization lock;
    private final CheckPeriod period;
    private final WriteRow write;

    AddBudget(LockOrganization lock, CheckPeriod period, WriteRow write) {
        this.lock = lock;
        this.period = period;
        this.write = write;
    }

    /**
     * Adds it.
     *
     * @return the budget as it is stored
     * @throws dev.orgworks.domain.InvalidInputException when its period or its thresholds are none
     * @throws dev.orgworks.domain.ConflictException when another budget of its type has a part of its period
     */
    @Transactional
    public Budget add(Actor actor, long organizationId, Budget budget) {
        budget.check();
        lock.live(organizationId);
        period.check(organizationId, null, budget);
        return write.insert(actor, organizationId, budget);
    }
}
