package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
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
 * A customer's matter that somebody has to see to.
 *
 * @param ticketNumber one ticket of a desk has it; the desk's next unless told
 * @param assignedTo the representative who sees to it; null: nobody yet
 * @param sentiment the customer's mood, from -1 to 1
 * @param customerSatisfactionScore what he thought of it afterwards, 0 to 5
 * @param assignedAt since when that representative has it
 * @param resolvedAt when it became RESOLVED; null: it is not, or was opened again
 */
@Table("support_ticket")
public record Ticket(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,

        @Nullable @Pattern(regexp = "[!-~]{1,64}", message = "must be 1 to 64 letters, digits or signs without blanks")
        String ticketNumber,

        @NotNull @Refers(to = DeskUser.class, as = "customer")
        UUID customerId,

        @Nullable @Refers(to = Conversation.class) UUID conversationId,
        @NotBlank @Size(max = 255) String subject,
        @Nullable @Size(max = 100_000) String description,
        Status status,
        Priority priority,
        @NotNull Category category,

        @Nullable @Refers(to = Representative.class, as = "assignee")
        UUID assignedTo,

        Boolean aiHandled,

        @Decimal @Nullable @DecimalMin("-1") @DecimalMax("1") @Digits(integer = 1, fraction = 2)
        BigDecimal sentiment,

        @Decimal @Nullable @DecimalMin("0") @DecimalMax("5") @Digits(integer = 1, fraction = 2)
        BigDecimal customerSatisfactionScore,

        @Automatic @Nullable Instant assignedAt,
        @Automatic @Nullable Instant resolvedAt,
        @Automatic @Nullable Instant closedAt,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow, Fact, Lifecycle<Ticket> {

    static final Transitions<Status> TRANSITIONS = new Transitions<>(
            "ticket",
            Map.of(
                    Status.OPEN, Set.of(Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED, Status.CLOSED),
                    Status.IN_PROGRESS, Set.of(Status.OPEN, Status.WAITING, Status.RESOLVED, Status.CLOSED),
                    Status.WAITING, Set.of(Status.OPEN, Status.IN_PROGRESS, Status.RESOLVED, Status.CLOSED),
                    Status.RESOLVED, Set.of(Status.OPEN, Status.IN_PROGRESS, Status.CLOSED)));

    @SuppressWarnings("NullAway") // what a body leaves out has its default
    public Ticket {
        status = status == null ? Status.OPEN : status;
        priority = priority == null ? Priority.NORMAL : priority;
        aiHandled = aiHandled != null && aiHandled;
    }

    /** Where it stands. */
    public enum Status {
        OPEN,
        IN_PROGRESS,
        WAITING,
        RESOLVED,
        CLOSED
    }

    /** How much it matters. */
    public enum Priority {
        LOW,
        NORMAL,
        HIGH,
        URGENT
    }

    /** What it is about. */
    public enum Category {
        TECHNICAL_ISSUE,
        BILLING_PAYMENT,
        ACCOUNT_ACCESS,
        FEATURE_REQUEST,
        BUG_REPORT,
        INTEGRATION,
        PERFORMANCE,
        SECURITY_PRIVACY,
        REFUND_REQUEST,
        CANCELLATION,
        ONBOARDING,
        GENERAL_INQUIRY,
        FEEDBACK,
        OTHER
    }

    @Override
    public FactsChanged.Span span() {
        return new FactsChanged.Span(createdAt == null ? Instant.EPOCH : createdAt, resolvedAt);
    }

    /** With the times that its changes bring. */
    @Override
    public Ticket after(@Nullable Ticket before, Instant now) {
        TRANSITIONS.begin(Status.OPEN, before == null ? null : before.status, status);
        Map<String, @Nullable Object> times = new HashMap<>();
        if (!Objects.equals(assignedTo, before == null ? null : before.assignedTo)) {
            times.put("assignedAt", assignedTo == null ? null : now);
        }
        if (before != null && status != before.status) {
            boolean done = status == Status.CLOSED || status == Status.RESOLVED;
            times.put("resolvedAt", status == Status.RESOLVED ? now : done ? before.resolvedAt : null);
            times.put("closedAt", status == Status.CLOSED ? now : null);
        }
        return RowFields.of(this).with(this, times);
    }
}
