package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The action {@code SET_CATEGORY}: gives a ticket the {@code category}. */
@Component
class SetCategory implements RuleAction {

    private static final String CATEGORY = "category";

    private final WriteRow write;

    SetCategory(WriteRow write) {
        this.write = write;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.SET_CATEGORY;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return Stream.concat(params.others(CATEGORY), params.oneOf(CATEGORY, Ticket.Category.values()))
                .toList();
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        if (subject instanceof Ticket ticket) {
            Ticket.Category category = Ticket.Category.valueOf(params.text(CATEGORY));
            Ticket wanted = RowFields.of(ticket).with(ticket, Map.of(CATEGORY, category));
            return new Done(write.update(actor, ticket, wanted), "Has the category " + category);
        }
        throw RuleAction.notFor(subject, action(), "tickets");
    }
}
