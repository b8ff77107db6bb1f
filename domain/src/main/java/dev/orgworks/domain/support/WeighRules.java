package dev.orgworks.domain.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says which rules would decide about something and why, and does nothing. */
@Component
public class WeighRules {

    private final FindRules rules;

    WeighRules(FindRules rules) {
        this.rules = rules;
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
        return weigh(organizationId, entity, described(entity, fields));
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

    private static Facts described(SubjectType entity, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
        all.put("entity", entity.name());
        return Facts.of(all);
    }
}
