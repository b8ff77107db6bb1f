package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * What a rule decided about a subject, once; it outlives both.
 *
 * @param ruleName as it was then
 * @param applied whether the action was done
 * @param outcome what was done, or why nothing was
 */
@Table("support_decision")
public record Decision(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        UUID ruleId,
        String ruleName,
        SubjectType subjectType,
        UUID subjectId,
        DecisionRule.Action action,
        Boolean applied,
        String outcome,
        @Automatic @Nullable Instant createdAt)
        implements DeskRow {

    /** Nobody changes a decision. */
    @Override
    public @Nullable Long version() {
        return null;
    }

    @Override
    public @Nullable Instant updatedAt() {
        return createdAt;
    }
}
