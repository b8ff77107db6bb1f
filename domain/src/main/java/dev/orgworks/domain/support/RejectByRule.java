package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The action {@code REJECT_REFUND}: rejects a refund. */
@Component
class RejectByRule implements RuleAction {

    private final RejectRefund reject;

    RejectByRule(RejectRefund reject) {
        this.reject = reject;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.REJECT_REFUND;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return params.others().toList();
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        if (subject instanceof Refund refund) {
            long organization = Objects.requireNonNull(refund.organizationId());
            return new Done(reject.reject(actor, organization, Objects.requireNonNull(refund.id())), "Rejected");
        }
        throw RuleAction.notFor(subject, action(), "refunds");
    }
}
