package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.DecisionRule;
import dev.orgworks.domain.support.JsonObject;
import dev.orgworks.domain.support.SubjectType;
import dev.orgworks.domain.support.WeighRules;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Explains what the rules would decide, and does nothing. */
@RestController
@RequestMapping("/organizations/{organizationId}/decision-rules/evaluate")
class EvaluateController {

    private final WeighRules weigh;

    EvaluateController(WeighRules weigh) {
        this.weigh = weigh;
    }

    /**
     * What to look at: one of the two.
     *
     * @param fields what is known of it, by the names that conditions use
     * @param id of one that there is
     */
    record Asked(
            @NotNull SubjectType entity,
            @Nullable Map<String, @Nullable Object> fields,
            @Nullable UUID id) {}

    /**
     * What would be decided.
     *
     * @param rules the enabled ones in the order in which they are looked at
     * @param applied the first that matches; null: none does
     */
    record Explained(
            SubjectType entity,
            List<ExplainedRule> rules,
            @Nullable AppliedRule applied) {}

    /** @param matched whether all of its conditions held */
    record ExplainedRule(
            @Nullable UUID id,
            String name,
            int priority,
            DecisionRule.Action action,
            boolean matched,
            List<WeighRules.OfCondition> conditions) {

        static ExplainedRule of(WeighRules.OfRule weighed) {
            DecisionRule rule = weighed.rule();
            return new ExplainedRule(
                    rule.id(), rule.name(), rule.priority(), rule.action(), weighed.matches(), weighed.conditions());
        }
    }

    /** The rule whose action would be done. */
    record AppliedRule(@Nullable UUID id, String name, DecisionRule.Action action, JsonObject actionParams) {

        static AppliedRule of(WeighRules.OfRule weighed) {
            DecisionRule rule = weighed.rule();
            return new AppliedRule(rule.id(), rule.name(), rule.action(), rule.actionParams());
        }
    }

    @PostMapping
    @Idempotent
    @Requires(Role.VIEWER)
    DeskAnswer<Explained> evaluate(Organization organization, @RequestBody @Valid Asked asked) {
        if ((asked.fields() == null) == (asked.id() == null)) {
            throw new InvalidInputException(
                    "fields", "REQUIRED", "fields or id must say what to evaluate: one of the two");
        }
        WeighRules.Weighed weighed = asked.fields() == null
                ? weigh.weigh(organization.id(), asked.entity(), Objects.requireNonNull(asked.id()))
                : weigh.weigh(organization.id(), asked.entity(), asked.fields());
        return DeskAnswer.of(new Explained(
                weighed.entity(),
                weighed.rules().stream().map(ExplainedRule::of).toList(),
                weighed.applies().map(AppliedRule::of).orElse(null)));
    }
}
