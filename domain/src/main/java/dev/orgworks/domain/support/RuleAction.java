package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.List;

/** What one {@link DecisionRule.Action} does; a bean for each. */
interface RuleAction {

    DecisionRule.Action action();

    /** What is wrong with the parameters of a rule of this action that somebody writes; empty: nothing. */
    List<Detail> wrong(long organizationId, ActionParams params);

    /**
     * Does it, in the present transaction.
     *
     * @param params in which nothing was wrong when the rule was written
     * @param subject as it was made just now
     * @throws dev.orgworks.domain.ConflictException when it does not go with the subject, or with its state; of what it has done by
     *     then nothing remains
     * @throws dev.orgworks.domain.InvalidInputException when what the parameters refer to is there no more; likewise
     */
    Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject);

    /**
     * What was done.
     *
     * @param subject as it is now
     * @param words for people
     */
    record Done(DeskRow subject, String words) {}

    /** That it does not go with such a subject. */
    static ConflictException notFor(DeskRow subject, DecisionRule.Action action, String goesWith) {
        return new ConflictException(
                "NOT_FOR_THIS",
                action + " does not go with " + RowFields.of(subject).name() + "s; it goes with " + goesWith);
    }
}
