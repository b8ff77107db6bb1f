package dev.orgworks.domain.support;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What a refund took from a budget.
 *
 * @param createdAt when it was approved
 */
public record BudgetUsage(
        UUID id,
        UUID budgetId,
        UUID refundId,
        UUID customerId,
        @Decimal BigDecimal amount,
        Instant createdAt) {}
