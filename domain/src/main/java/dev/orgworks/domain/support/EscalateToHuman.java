package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The action {@code ESCALATE_TO_HUMAN}: makes an escalation of a ticket, of the {@code priority} and for the {@code reason} that the
 * parameters say, else the ticket's priority and {@code AI_UNABLE_TO_RESOLVE}. What is an escalation already becomes urgent at least.
 */
@Component
class EscalateToHuman implements RuleAction {

    private final WriteRow write;
    private final MarkEscalated mark;

    EscalateToHuman(WriteRow write, MarkEscalated mark) {
        this.write = write;
        this.mark = mark;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.ESCALATE_TO_HUMAN;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return Stream.of(
                        params.others("priority", "reason"),
                        params.has("priority")
                                ? params.oneOf("priority", Escalation.Priority.values())
                                : Stream.<Detail>empty(),
                        params.has("reason")
                                ? params.oneOf("reason", Escalation.Reason.values())
                                : Stream.<Detail>empty())
                .flatMap(details -> details)
                .toList();
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        if (subject instanceof Ticket ticket) {
            Escalation made =
                    write.insert(actor, Objects.requireNonNull(ticket.organizationId()), escalation(ticket, params));
            mark.anew(actor, Objects.requireNonNull(ticket.organizationId()), made.conversationId());
            return new Done(ticket, "Escalated as " + made.id() + ", with the priority " + made.priority());
        }
        if (subject instanceof Escalation escalation) {
            Escalation.Priority least =
                    params.find("priority").map(Escalation.Priority::valueOf).orElse(Escalation.Priority.URGENT);
            Escalation.Priority priority = escalation.priority().compareTo(least) < 0 ? least : escalation.priority();
            Escalation raised = RowFields.of(escalation).with(escalation, Map.of("priority", priority));
            return new Done(write.update(actor, escalation, raised), "Has the priority " + priority);
        }
        throw RuleAction.notFor(subject, action(), "tickets and escalations");
    }

    private static Escalation escalation(Ticket ticket, ActionParams params) {
        return new Escalation(
                null,
                null,
                ticket.conversationId(),
                ticket.id(),
                ticket.customerId(),
                Escalation.Priority.valueOf(
                        params.find("priority").orElse(ticket.priority().name())),
                Escalation.Status.PENDING,
                Escalation.Reason.valueOf(params.find("reason").orElse(Escalation.Reason.AI_UNABLE_TO_RESOLVE.name())),
                ticket.subject(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
