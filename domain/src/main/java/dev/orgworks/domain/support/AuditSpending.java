package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records what of a budget was spent before and after a refund. */
@Component
class AuditSpending {

    private final RecordAudit audit;

    AuditSpending(RecordAudit audit) {
        this.audit = audit;
    }

    /** What the audit says of it. */
    record Spending(@Decimal BigDecimal spent, @Nullable UUID refundId) {}

    void record(Actor actor, String action, Refund refund, Budget before, Budget after) {
        audit.record(
                actor,
                new AuditEntry(
                        after.organizationId(),
                        action,
                        "budget",
                        Objects.requireNonNull(after.id()),
                        new Spending(before.spent(), refund.id()),
                        new Spending(after.spent(), refund.id())));
    }
}
