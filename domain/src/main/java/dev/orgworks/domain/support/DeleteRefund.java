package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes a refund. */
@Component
public class DeleteRefund {

    private final ChangeRow change;
    private final WriteRow write;
    private final GiveBackToBudget giveBack;

    DeleteRefund(ChangeRow change, WriteRow write, GiveBackToBudget giveBack) {
        this.change = change;
        this.write = write;
        this.giveBack = giveBack;
    }

    /**
     * Deletes it; what it had taken from a budget goes back there.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such refund
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws ConflictException when it is completed: the customer has the money
     */
    @Transactional
    public void delete(Actor actor, long organizationId, UUID id, ExpectedVersion expected) {
        Refund refund = change.locked(organizationId, Refund.class, id, expected);
        if (refund.status() == Refund.Status.COMPLETED) {
            throw new ConflictException(
                    "COMPLETED", "The refund is COMPLETED: its customer has the money, so it stays");
        }
        giveBack.giveBack(actor, refund);
        write.delete(actor, refund);
    }
}
