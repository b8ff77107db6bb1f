package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds a decision rule; it decides about what is made from then on. */
@Component
public class AddRule {

    private final CheckRule check;
    private final WriteRow write;

    AddRule(CheckRule check, WriteRow write) {
        this.check = check;
        this.write = write;
    }

    /**
     * Adds it.
     *
     * @throws dev.orgworks.domain.InvalidInputException when its conditions say nothing, or its action lacks something
     */
    @Transactional
    public DecisionRule add(Actor actor, long organizationId, DecisionRule rule) {
        check.check(organizationId, rule);
        return write.insert(actor, organizationId, rule);
    }
}
