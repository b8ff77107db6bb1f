package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives the money of a refund back to the budget that it was taken from, if it was, in the transaction that has the refund locked. */
@Component
class GiveBackToBudget {

    private final JdbcClient jdbc;
    private final FindRows find;
    private final AuditSpending audit;
    private final InstantSource clock;

    GiveBackToBudget(JdbcClient jdbc, FindRows find, AuditSpending audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.find = find;
        this.audit = audit;
        this.clock = clock;
    }

    void giveBack(Actor actor, Refund refund) {
        long organization = Objects.requireNonNull(refund.organizationId());
        byte[] id = BinaryUuid.bytes(Objects.requireNonNull(refund.id()));
        Optional<UUID> from = jdbc.sql("select budget_id from support_budget_usage where refund_id = :refund")
                .param("refund", id)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes(1)))
                .optional();
        if (from.isEmpty()) {
            return;
        }
        Budget before = find.lock(organization, Budget.class, from.get());
        jdbc.sql("""
                        update support_budget b join support_budget_usage u on u.budget_id = b.id
                        set b.spent = b.spent - u.amount, b.version = b.version + 1, b.updated_at = :now
                        where u.refund_id = :refund
                        """)
                .param("refund", id)
                .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        jdbc.sql("delete from support_budget_usage where refund_id = :refund")
                .param("refund", id)
                .update();
        audit.record(actor, "budget.returned", refund, before, find.get(organization, Budget.class, from.get()));
    }
}
