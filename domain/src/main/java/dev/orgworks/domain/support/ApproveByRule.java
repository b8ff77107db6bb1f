package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The action {@code APPROVE_REFUND}: approves a refund, if a budget has the money; nobody of the desk is its approver. */
@Component
class ApproveByRule implements RuleAction {

    private final ApproveRefund approve;

    ApproveByRule(ApproveRefund approve) {
        this.approve = approve;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.APPROVE_REFUND;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return params.others().toList();
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        if (subject instanceof Refund refund) {
            long organization = Objects.requireNonNull(refund.organizationId());
            return new Done(
                    approve.approve(actor, organization, Objects.requireNonNull(refund.id()), null), "Approved");
        }
        throw RuleAction.notFor(subject, action(), "refunds");
    }
}
