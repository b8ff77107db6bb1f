package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The action {@code ASSIGN_REPRESENTATIVE}: gives a ticket or an escalation to the representative {@code representativeId}. */
@Component
class AssignRepresentative implements RuleAction {

    private static final String ID = "representativeId";

    private final FindRows find;
    private final WriteRow write;

    AssignRepresentative(FindRows find, WriteRow write) {
        this.find = find;
        this.write = write;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.ASSIGN_REPRESENTATIVE;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        List<Detail> wrong = Stream.concat(params.others(ID), params.id(ID)).toList();
        return !wrong.isEmpty() || find.holds(organizationId, Representative.class, params.uuid(ID))
                ? wrong
                : List.of(new Detail(
                        ActionParams.where(ID),
                        "UNKNOWN",
                        ActionParams.where(ID) + " " + params.text(ID) + " is no representative of this organization"));
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        UUID representative = params.uuid(ID);
        if (subject instanceof Ticket || subject instanceof Escalation) {
            return new Done(assigned(actor, subject, representative), "Assigned to " + representative);
        }
        throw RuleAction.notFor(subject, action(), "tickets and escalations");
    }

    private <T extends DeskRow> T assigned(Actor actor, T subject, UUID representative) {
        return write.update(actor, subject, RowFields.of(subject).with(subject, Map.of("assignedTo", representative)));
    }
}
