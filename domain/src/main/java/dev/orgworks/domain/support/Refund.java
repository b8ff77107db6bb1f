package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Money that a customer is to get back.
 *
 * @param orderId what he paid for, by the words of the shop
 * @param approvedBy who approved it, if somebody said so; of a refund that is no longer approved nobody
 * @param processedAt when it was approved, or completed if it was
 */
@Table("support_refund")
public record Refund(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        @NotBlank @Size(max = 100) String orderId,

        @NotNull @Refers(to = DeskUser.class, as = "customer")
        UUID customerId,

        @Decimal @NotNull @Positive @Digits(integer = TwoPlaces.INTEGER, fraction = 2)
        BigDecimal amount,

        @NotNull Reason reason,
        Status status,
        @Nullable @Size(max = 10_000) String notes,

        @Refers(to = DeskUser.class, as = "approver") @Nullable
        UUID approvedBy,

        @Automatic @Nullable Instant processedAt,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow, Lifecycle<Refund> {

    static final Transitions<Status> TRANSITIONS = new Transitions<>(
            "refund",
            Map.of(
                    Status.PENDING, Set.of(Status.APPROVED, Status.REJECTED),
                    Status.APPROVED, Set.of(Status.COMPLETED, Status.REJECTED)));

    @SuppressWarnings("NullAway") // what a body leaves out has its default, or is refused
    public Refund {
        amount = TwoPlaces.of(amount);
        status = status == null ? Status.PENDING : status;
    }

    /** Why he is to get it back. */
    public enum Reason {
        AI_BUG,
        SERVICE_DOWNTIME,
        UX_ISSUE,
        DUPLICATE_CHARGE,
        WRONG_AMOUNT,
        UNAUTHORIZED_CHARGE,
        SUBSCRIPTION_CANCELLED,
        NOT_DELIVERED,
        NOT_AS_DESCRIBED,
        DATA_LOSS,
        POOR_SUPPORT,
        GOODWILL,
        OTHER
    }

    /** How far it is. */
    public enum Status {
        PENDING,
        APPROVED,
        REJECTED,
        COMPLETED
    }

    /** With the time of its approval or completion; one that is rejected was neither. */
    @Override
    public Refund after(@Nullable Refund before, Instant now) {
        TRANSITIONS.begin(Status.PENDING, before == null ? null : before.status, status);
        checkApprover(before);
        if (before == null) {
            return this;
        }
        checkFixed(before);
        if (before.status == status) {
            return this;
        }
        return status == Status.REJECTED ? as(status, null, null) : as(status, approvedBy, now);
    }

    /** Who approves is said with the approval. */
    private void checkApprover(@Nullable Refund before) {
        if (before == null && approvedBy != null) {
            throw new InvalidInputException(
                    "approvedBy",
                    "NOT_APPROVING",
                    "approvedBy " + approvedBy + " cannot approve what is only made; say it with the approval");
        }
        if (before != null && !Objects.equals(before.approvedBy, approvedBy) && !isApprovalOf(before)) {
            throw new ConflictException(
                    "NOT_APPROVING",
                    "approvedBy is said with the change of the status from PENDING to APPROVED, and stays; the refund is "
                            + before.status);
        }
    }

    /** What a budget was asked for stays. */
    private void checkFixed(Refund before) {
        if (before.status != Status.PENDING
                && (before.amount.compareTo(amount) != 0 || !before.customerId.equals(customerId))) {
            throw new ConflictException(
                    "NOT_PENDING",
                    "The refund is " + before.status
                            + "; its amount and its customerId can change while it is PENDING");
        }
    }

    /** Whether its approval is what happened since. */
    boolean isApprovalOf(Refund before) {
        return before.status == Status.PENDING && status == Status.APPROVED;
    }

    /** The same refund so far. */
    Refund as(Status next, @Nullable UUID approver, @Nullable Instant processed) {
        return new Refund(
                id,
                organizationId,
                orderId,
                customerId,
                amount,
                reason,
                next,
                notes,
                approver,
                processed,
                version,
                createdAt,
                updatedAt);
    }
}
