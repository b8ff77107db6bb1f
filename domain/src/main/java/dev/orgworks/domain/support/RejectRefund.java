package dev.orgworks.domain.support;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Rejects a refund. */
@Component
public class RejectRefund {

    private final ChangeRefund change;

    RejectRefund(ChangeRefund change) {
        this.change = change;
    }

    /**
     * Rejects it; what it had taken from a budget goes back there. One that is rejected already stays as it is.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such refund
     * @throws dev.orgworks.domain.ConflictException when it is completed
     */
    @Transactional
    public Refund reject(Actor actor, long organizationId, UUID id) {
        return change.change(
                actor,
                organizationId,
                id,
                ExpectedVersion.ANY,
                refund -> refund.as(Refund.Status.REJECTED, refund.approvedBy(), refund.processedAt()));
    }
}
