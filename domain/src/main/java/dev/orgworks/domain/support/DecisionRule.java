package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * What the desk does by itself with a new ticket, escalation or refund of which all conditions hold.
 *
 * @param priority the least is looked at first, of those that are alike the oldest
 * @param actionParams what the action needs; which, the action says
 */
@Table("support_decision_rule")
public record DecisionRule(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        @NotBlank @Size(max = 255) String name,
        @Nullable @Size(max = 10_000) String description,
        Boolean enabled,
        @NotNull @PositiveOrZero @Max(1_000_000) Integer priority,
        @NotNull Conditions conditions,
        @NotNull Action action,
        JsonObject actionParams,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow {

    @SuppressWarnings("NullAway") // what a body leaves out has its default
    public DecisionRule {
        enabled = enabled == null ? Boolean.TRUE : enabled;
        actionParams = actionParams == null ? new JsonObject(Map.of()) : actionParams;
    }

    /** What a rule does. Each is a {@link RuleAction}. */
    public enum Action {
        /** Resolves a ticket, as handled by the AI, or an escalation. */
        AUTO_RESOLVE,
        /** Makes an escalation of a ticket; one that is an escalation already becomes urgent. */
        ESCALATE_TO_HUMAN,
        /** Gives a ticket or an escalation to a representative. */
        ASSIGN_REPRESENTATIVE,
        /** Gives a ticket or an escalation another priority. */
        SET_PRIORITY,
        /** Gives a ticket another category. */
        SET_CATEGORY,
        /** Approves a refund, if its budget has the money. */
        APPROVE_REFUND,
        /** Rejects a refund. */
        REJECT_REFUND,
        /** Sends a letter. */
        NOTIFY,
        /** Is recorded, for programs that read the decisions. */
        CUSTOM
    }
}
