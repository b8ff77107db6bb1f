package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The action {@code SET_PRIORITY}: gives a ticket or an escalation the {@code priority}; only escalations can be critical. */
@Component
class SetPriority implements RuleAction {

    private static final String PRIORITY = "priority";

    private final WriteRow write;

    SetPriority(WriteRow write) {
        this.write = write;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.SET_PRIORITY;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return Stream.concat(params.others(PRIORITY), params.oneOf(PRIORITY, Escalation.Priority.values()))
                .toList();
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        String priority = params.text(PRIORITY);
        String words = "Has the priority " + priority;
        boolean critical = priority.equals(Escalation.Priority.CRITICAL.name());
        if (subject instanceof Ticket ticket && !critical) {
            Map<String, Object> values = Map.of(PRIORITY, Ticket.Priority.valueOf(priority));
            return new Done(write.update(actor, ticket, RowFields.of(ticket).with(ticket, values)), words);
        }
        if (subject instanceof Escalation escalation) {
            Map<String, Object> values = Map.of(PRIORITY, Escalation.Priority.valueOf(priority));
            return new Done(
                    write.update(actor, escalation, RowFields.of(escalation).with(escalation, values)), words);
        }
        throw RuleAction.notFor(
                subject, action(), critical ? "escalations, where it is to CRITICAL" : "tickets and escalations");
    }
}
