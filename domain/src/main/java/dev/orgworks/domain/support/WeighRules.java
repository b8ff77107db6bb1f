package dev.orgworks.domain.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says which rules would decide about something and why, and does nothing. */
@Component
public class WeighRules {

    private final FindRows find;
    private final FindRules rules;
    private final DescribeSubject describe;

    WeighRules(FindRows find, FindRules rules, DescribeSubject describe) {
        this.find = find;
        this.rules = rules;
        this.describe = describe;
    }

    /**
     * What came of it.
     *
     * @param rules the enabled ones in the order in which they are looked at
     * @param applies the one whose action would be done: the first that matches; empty: none does
     */
    public record Weighed(SubjectType entity, List<OfRule> rules, Optional<OfRule> applies) {}

    /**
     * A rule.
     *
     * @param matches whether all of its conditions hold
     */
    public record OfRule(DecisionRule rule, boolean matches, List<OfCondition> conditions) {}

    /**
     * A condition.
     *
     * @param found the fact; null: there is none
     */
    public record OfCondition(
            String field,
            String operator,
            Object value,
            @Nullable Object found,
            boolean holds) {}

    /** Of something that there is not, described by its fields. */
    @Transactional(readOnly = true)
    public Weighed weigh(long organizationId, SubjectType entity, Map<String, ? extends @Nullable Object> fields) {
        return weigh(organizationId, entity, describe.described(entity, fields));
    }

    /**
     * Of something that there is.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has none of this id
     */
    @Transactional(readOnly = true)
    public Weighed weigh(long organizationId, SubjectType entity, UUID id) {
        return weigh(organizationId, entity, describe.facts(find.get(organizationId, entity.rows(), id)));
    }

    private Weighed weigh(long organizationId, SubjectType entity, Facts facts) {
        List<OfRule> all = rules.enabled(organizationId).stream()
                .map(rule -> weighed(rule, facts))
                .toList();
        return new Weighed(entity, all, all.stream().filter(OfRule::matches).findFirst());
    }

    private static OfRule weighed(DecisionRule rule, Facts facts) {
        List<OfCondition> conditions = rule.conditions().read().stream()
                .map(condition -> new OfCondition(
                        condition.field(),
                        condition.operator().word(),
                        condition.value(),
                        facts.find(condition.field()).orElse(null),
                        condition.holds(facts)))
                .toList();
        return new OfRule(rule, conditions.stream().allMatch(OfCondition::holds), conditions);
    }
}
