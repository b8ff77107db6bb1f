package dev.orgworks.domain.support;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a decision rule; what it has decided stays. */
@Component
public class ChangeRule {

    private final ChangeRow change;
    private final CheckRule check;
    private final WriteRow write;

    ChangeRule(ChangeRow change, CheckRule check, WriteRow write) {
        this.change = change;
        this.check = check;
        this.write = write;
    }

    /**
     * Changes it.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such rule
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws dev.orgworks.domain.InvalidInputException when its conditions would say nothing, or its action lack something
     */
    @Transactional
    public DecisionRule change(
            Actor actor, long organizationId, UUID id, ExpectedVersion expected, UnaryOperator<DecisionRule> wanted) {
        DecisionRule before = change.locked(organizationId, DecisionRule.class, id, expected);
        DecisionRule after = ChangeRow.wanted(before, wanted);
        if (!after.equals(before)) {
            check.check(organizationId, after);
        }
        return write.update(actor, before, after);
    }
}
