package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds a refund, which is {@code PENDING} unless a rule decides about it. */
@Component
public class AddRefund {

    private final WriteRow write;
    private final DecideOn decide;

    AddRefund(WriteRow write, DecideOn decide) {
        this.write = write;
        this.decide = decide;
    }

    /**
     * Adds it, and lets the rules decide about it.
     *
     * @return the refund as it is then: perhaps approved
     * @throws dev.orgworks.domain.InvalidInputException when it is to be more than {@code PENDING}, or its customer is not the organization's
     */
    @Transactional
    public Refund add(Actor actor, long organizationId, Refund refund) {
        return decide.on(actor, write.insert(actor, organizationId, refund));
    }
}
