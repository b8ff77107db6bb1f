package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds a refund, which is {@code PENDING}. */
@Component
public class AddRefund {

    private final WriteRow write;

    AddRefund(WriteRow write) {
        this.write = write;
    }

    /**
     * Adds it.
     *
     * @return the refund as it is stored
     * @throws dev.orgworks.domain.InvalidInputException when it is to be more than {@code PENDING}, or its customer is not the organization's
     */
    @Transactional
    public Refund add(Actor actor, long organizationId, Refund refund) {
        return write.insert(actor, organizationId, refund);
    }
}
