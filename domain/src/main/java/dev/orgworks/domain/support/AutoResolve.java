package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The action {@code AUTO_RESOLVE}: resolves a ticket, as handled by the AI, or an escalation. */
@Component
class AutoResolve implements RuleAction {

    private final WriteRow write;

    AutoResolve(WriteRow write) {
        this.write = write;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.AUTO_RESOLVE;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return params.others().toList();
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        if (subject instanceof Ticket ticket) {
            Ticket resolved =
                    RowFields.of(ticket).with(ticket, Map.of("status", Ticket.Status.RESOLVED, "aiHandled", true));
            return new Done(write.update(actor, ticket, resolved), "Resolved, as handled by the AI");
        }
        if (subject instanceof Escalation escalation) {
            Escalation resolved =
                    RowFields.of(escalation).with(escalation, Map.of("status", Escalation.Status.RESOLVED));
            return new Done(write.update(actor, escalation, resolved), "Resolved");
        }
        throw RuleAction.notFor(subject, action(), "tickets and escalations");
    }
}
