package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A conversation, or a ticket, that a person has to take over.
 *
 * @param ticketId the ticket that was escalated; null: none was
 * @param aiSummary what the AI has to say to whoever takes over
 * @param assignedAt when somebody first took it
 */
@Table("support_escalation")
public record Escalation(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        @Nullable @Refers(to = Conversation.class) UUID conversationId,
        @Nullable @Refers(to = Ticket.class) UUID ticketId,

        @NotNull @Refers(to = DeskUser.class, as = "customer")
        UUID customerId,

        Priority priority,
        Status status,
        @NotNull Reason reason,
        @Nullable @Size(max = 100_000) String issueDescription,
        @Nullable @Size(max = 100_000) String aiSummary,

        @Nullable @Refers(to = Representative.class, as = "assignee")
        UUID assignedTo,

        @Automatic @Nullable Instant assignedAt,
        @Automatic @Nullable Instant resolvedAt,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow, Lifecycle<Escalation> {

    static final Transitions<Status> TRANSITIONS = new Transitions<>(
            "escalation",
            Map.of(
                    Status.PENDING, Set.of(Status.ASSIGNED, Status.IN_PROGRESS, Status.RESOLVED),
                    Status.ASSIGNED, Set.of(Status.PENDING, Status.IN_PROGRESS, Status.RESOLVED),
                    Status.IN_PROGRESS, Set.of(Status.PENDING, Status.ASSIGNED, Status.RESOLVED)));

    @SuppressWarnings("NullAway") // what a body leaves out has its default
    public Escalation {
        priority = priority == null ? Priority.NORMAL : priority;
        status = status == null ? Status.PENDING : status;
    }

    /** How much it matters. */
    public enum Priority {
        LOW,
        NORMAL,
        HIGH,
        URGENT,
        CRITICAL
    }

    /** Where it stands. */
    public enum Status {
        PENDING,
        ASSIGNED,
        IN_PROGRESS,
        RESOLVED
    }

    /** Why a person has to take over. */
    public enum Reason {
        AI_UNABLE_TO_RESOLVE,
        CUSTOMER_REQUEST,
        LOW_CONFIDENCE,
        NEGATIVE_SENTIMENT,
        REFUND_REQUEST,
        BILLING_DISPUTE,
        TECHNICAL_COMPLEXITY,
        SECURITY_CONCERN,
        LEGAL_COMPLIANCE,
        VIP_CUSTOMER,
        SLA_BREACH,
        OUTSIDE_POLICY,
        OTHER
    }

    /** With the times that its changes bring; one that is given to somebody while it is pending is assigned. */
    @Override
    public Escalation after(@Nullable Escalation before, Instant now) {
        TRANSITIONS.begin(Status.PENDING, before == null ? null : before.status, status);
        boolean given = assignedTo != null && !Objects.equals(assignedTo, before == null ? null : before.assignedTo);
        boolean untold = before == null || status == before.status;
        Map<String, @Nullable Object> values = new HashMap<>();
        Status next = given && untold && status == Status.PENDING ? Status.ASSIGNED : status;
        values.put("status", next);
        boolean taken = next == Status.ASSIGNED || next == Status.IN_PROGRESS;
        if (assignedAt == null && (given || taken)) {
            values.put("assignedAt", now);
        }
        if (next == Status.RESOLVED && resolvedAt == null) {
            values.put("resolvedAt", now);
        }
        return RowFields.of(this).with(this, values);
    }
}
