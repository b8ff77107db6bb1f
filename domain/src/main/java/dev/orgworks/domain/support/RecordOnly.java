package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/** The action {@code CUSTOM}: does nothing but be recorded, for programs that read the decisions; its parameters are theirs. */
@Component
class RecordOnly implements RuleAction {

    private static final int MOST_PARAMS = 100;

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.CUSTOM;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return params.values().size() <= MOST_PARAMS
                ? List.of()
                : List.of(new Detail(
                        "actionParams", "TOO_MANY", "actionParams must be at most " + MOST_PARAMS + " fields"));
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        return new Done(subject, "Recorded, for whoever reads the decisions");
    }
}
