package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets the first rule that matches a new ticket, escalation or refund decide about it, in the transaction that makes it. */
@Component
class DecideOn {

    private static final int LONGEST_OUTCOME = 500;

    private final FindRules rules;
    private final DescribeSubject describe;
    private final List<RuleAction> actions;
    private final WriteRow write;
    private final TransactionTemplate nested;

    DecideOn(
            FindRules rules,
            DescribeSubject describe,
            List<RuleAction> actions,
            WriteRow write,
            PlatformTransactionManager transactions) {
        this.rules = rules;
        this.describe = describe;
        this.actions = List.copyOf(actions);
        this.write = write;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Decides, and records what was decided: an action that cannot be done is recorded as not applied, and leaves the subject as
     * it was made. What an action makes, such as an escalation, no rule decides about.
     *
     * @param subject stored, and made in this transaction
     * @return the subject as it is now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    <T extends DeskRow> T on(Actor actor, T subject) {
        List<DecisionRule> enabled = rules.enabled(Objects.requireNonNull(subject.organizationId()));
        if (enabled.isEmpty()) {
            return subject;
        }
        Facts facts = describe.facts(subject);
        Optional<DecisionRule> first = enabled.stream()
                .filter(rule -> rule.conditions().read().stream().allMatch(condition -> condition.holds(facts)))
                .findFirst();
        return first.isEmpty() ? subject : apply(actor, first.get(), subject);
    }

    private <T extends DeskRow> T apply(Actor actor, DecisionRule rule, T subject) {
        RuleAction action = actions.stream()
                .filter(one -> one.action() == rule.action())
                .findFirst()
                .orElseThrow();
        ActionParams params = new ActionParams(rule.actionParams().values());
        try {
            RuleAction.Done done =
                    Objects.requireNonNull(nested.execute(status -> action.act(actor, rule, params, subject)));
            record(actor, rule, subject, true, done.words());
            return RowFields.of(subject).type().cast(done.subject());
        } catch (InvalidInputException | ConflictException | NotFoundException e) {
            record(actor, rule, subject, false, String.valueOf(e.getMessage()));
            return subject;
        }
    }

    private void record(Actor actor, DecisionRule rule, DeskRow subject, boolean applied, String outcome) {
        write.insert(
                actor,
                Objects.requireNonNull(subject.organizationId()),
                new Decision(
                        null,
                        null,
                        Objects.requireNonNull(rule.id()),
                        rule.name(),
                        SubjectType.of(subject),
                        Objects.requireNonNull(subject.id()),
                        rule.action(),
                        applied,
                        outcome.substring(0, Math.min(outcome.length(), LONGEST_OUTCOME)),
                        null));
    }
}
