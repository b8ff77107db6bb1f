package dev.orgworks.domain.support;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Approves a refund. */
@Component
public class ApproveRefund {

    private final ChangeRefund change;

    ApproveRefund(ChangeRefund change) {
        this.change = change;
    }

    /**
     * Approves it, and takes its money from the budget of the present period. One that is approved already stays as it is.
     *
     * @param approver who of the desk does; null: nobody in particular, such as a rule
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such refund
     * @throws dev.orgworks.domain.InvalidInputException when the approver is not of the desk
     * @throws dev.orgworks.domain.ConflictException when it cannot be approved any more, or no budget has the money
     */
    @Transactional
    public Refund approve(Actor actor, long organizationId, UUID id, @Nullable UUID approver) {
        return change.change(
                actor,
                organizationId,
                id,
                ExpectedVersion.ANY,
                refund -> refund.status() == Refund.Status.APPROVED
                        ? refund
                        : refund.as(Refund.Status.APPROVED, approver, refund.processedAt()));
    }
}
