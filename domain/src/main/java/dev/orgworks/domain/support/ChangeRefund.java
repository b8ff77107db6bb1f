package dev.orgworks.domain.support;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a refund, also how far it is. */
@Component
public class ChangeRefund {

    private final ChangeRow change;
    private final FindRows find;
    private final WriteRow write;
    private final TakeFromBudget take;
    private final GiveBackToBudget giveBack;

    ChangeRefund(ChangeRow change, FindRows find, WriteRow write, TakeFromBudget take, GiveBackToBudget giveBack) {
        this.change = change;
        this.find = find;
        this.write = write;
        this.take = take;
        this.giveBack = giveBack;
    }

    /**
     * Changes it as it stands when it is locked. Approving takes its money from the budget of the present period, rejecting what
     * was approved gives it back, both in this transaction.
     *
     * @param wish gets what holds and gives what is to hold; what it says of {@link Automatic} fields is passed over
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such refund
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws InvalidInputException when it would refer to what the organization does not have
     * @throws dev.orgworks.domain.ConflictException when this may not follow, or no budget has the money
     */
    @Transactional
    public Refund change(
            Actor actor, long organizationId, UUID id, ExpectedVersion expected, UnaryOperator<Refund> wish) {
        Refund before = change.locked(organizationId, Refund.class, id, expected);
        Refund wanted = ChangeRow.wanted(before, wish);
        if (wanted.approvedBy() != null && !wanted.approvedBy().equals(before.approvedBy())) {
            checkApprover(organizationId, wanted.approvedBy());
        }
        Refund after = write.update(actor, before, wanted);
        if (after.isApprovalOf(before)) {
            take.take(actor, after);
        } else if (after.status() == Refund.Status.REJECTED) {
            giveBack.giveBack(actor, after);
        }
        return after;
    }

    private void checkApprover(long organizationId, UUID approver) {
        if (find.all(organizationId, DeskUser.class, List.of(approver)).stream()
                .anyMatch(user -> user.role() == DeskUser.Role.CUSTOMER)) {
            throw new InvalidInputException(
                    "approvedBy",
                    "NOT_OF_DESK",
                    "approvedBy " + approver
                            + " is a CUSTOMER; a REPRESENTATIVE or an ADMIN of the desk approves refunds");
        }
    }
}
