package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Holds a rule that somebody writes against what its conditions and its action take. */
@Component
class CheckRule {

    private final List<RuleAction> actions;

    CheckRule(List<RuleAction> actions) {
        this.actions = List.copyOf(actions);
    }

    /** @throws InvalidInputException naming everything that is wrong with it */
    void check(long organizationId, DecisionRule rule) {
        List<Detail> wrong = new ArrayList<>();
        try {
            rule.conditions().read();
        } catch (InvalidInputException e) {
            wrong.addAll(e.details());
        }
        actions.stream()
                .filter(action -> action.action() == rule.action())
                .forEach(action -> wrong.addAll(action.wrong(
                        organizationId, new ActionParams(rule.actionParams().values()))));
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
    }
}
