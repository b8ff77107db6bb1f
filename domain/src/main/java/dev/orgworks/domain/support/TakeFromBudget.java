package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes the money of a refund from the budget of the present period, in the caller's transaction, which has the refund's row
 * locked: refunds are locked before budgets, and budgets before the organization, everywhere.
 */
@Component
class TakeFromBudget {

    private final JdbcClient jdbc;
    private final FindRows find;
    private final TellThresholds tell;
    private final AuditSpending audit;
    private final InstantSource clock;

    TakeFromBudget(JdbcClient jdbc, FindRows find, TellThresholds tell, AuditSpending audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.find = find;
        this.tell = tell;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes it; of an organization that keeps no refund budget at all, nothing.
     *
     * @throws ConflictException when no budget is of now, or too little of it is left, for all or for this customer
     */
    void take(Actor actor, Refund refund) {
        long organization = Objects.requireNonNull(refund.organizationId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<UUID> present = lockPresent(organization, now);
        if (present.isEmpty()) {
            if (keepsBudgets(organization)) {
                throw new ConflictException(
                        "NO_BUDGET",
                        "No refund budget is of the present period, " + now.truncatedTo(ChronoUnit.SECONDS)
                                + "; make one to approve refunds");
            }
            return;
        }
        Budget budget = find.get(organization, Budget.class, present.get());
        checkCustomer(budget, refund);
        if (spend(budget, refund.amount(), now) == 0) {
            throw new ConflictException(
                    "BUDGET_EXHAUSTED",
                    budget.words() + " has " + budget.remaining().toPlainString() + " of "
                            + budget.limit().toPlainString() + " left; the refund is "
                            + refund.amount().toPlainString());
        }
        note(budget, refund, now);
        Budget after = find.get(organization, Budget.class, present.get());
        audit.record(actor, "budget.taken", refund, budget, after);
        tell.tell(actor, after);
    }

    /**
     * The budget of now, locked. It is locked by its id, and looked for anew then: to lock what an index finds would take the index
     * before the row, and who moves a budget's period takes the row before the index.
     */
    private Optional<UUID> lockPresent(long organization, Instant now) {
        Optional<UUID> locked = Optional.empty();
        Optional<UUID> present = present(organization, now);
        while (!present.equals(locked)) {
            locked = present;
            locked.ifPresent(this::lock);
            present = present(organization, now);
        }
        return present;
    }

    private void lock(UUID budget) {
        jdbc.sql("select id from support_budget where id = :budget for update")
                .param("budget", BinaryUuid.bytes(budget))
                .query(byte[].class)
                .optional();
    }

    /** Of two budgets that meet in this second, the later one. */
    private Optional<UUID> present(long organization, Instant now) {
        return jdbc.sql("""
                        select id from support_budget
                        where organization_id = :organization and type = 'REFUND'
                          and period_start <= :now and period_end >= :second
                        order by period_start desc limit 1
                        """)
                .param("organization", organization)
                .param("now", Timestamp.from(now))
                .param("second", Timestamp.from(now.truncatedTo(ChronoUnit.SECONDS)))
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes(1)))
                .optional();
    }

    private boolean keepsBudgets(long organization) {
        return jdbc.sql(
                        "select 1 from support_budget where organization_id = :organization and type = 'REFUND' limit 1")
                .param("organization", organization)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private void checkCustomer(Budget budget, Refund refund) {
        BigDecimal most = budget.refundLimitPerUser();
        if (most == null) {
            return;
        }
        BigDecimal had = jdbc.sql("""
                        select coalesce(sum(amount), 0.00) from support_budget_usage
                        where budget_id = :budget and customer_id = :customer
                        """)
                .param("budget", BinaryUuid.bytes(Objects.requireNonNull(budget.id())))
                .param("customer", BinaryUuid.bytes(refund.customerId()))
                .query(BigDecimal.class)
                .single();
        if (had.add(refund.amount()).compareTo(most) > 0) {
            throw new ConflictException(
                    "CUSTOMER_LIMIT",
                    budget.words() + " allows a customer " + most.toPlainString() + ", of which this one has "
                            + most.subtract(had)
                                    .max(BigDecimal.ZERO.setScale(2))
                                    .toPlainString()
                            + " left; the refund is " + refund.amount().toPlainString());
        }
    }

    private int spend(Budget budget, BigDecimal amount, Instant now) {
        return jdbc.sql("""
                        update support_budget set spent = spent + :amount, version = version + 1, updated_at = :now
                        where id = :budget and spent + :amount <= limit_amount
                        """)
                .param("budget", BinaryUuid.bytes(Objects.requireNonNull(budget.id())))
                .param("amount", amount)
                .param("now", Timestamp.from(now))
                .update();
    }

    private void note(Budget budget, Refund refund, Instant now) {
        jdbc.sql("""
                        insert into support_budget_usage
                               (id, organization_id, budget_id, refund_id, customer_id, amount, created_at)
                        values (:id, :organization, :budget, :refund, :customer, :amount, :now)
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("organization", budget.organizationId())
                .param("budget", BinaryUuid.bytes(Objects.requireNonNull(budget.id())))
                .param("refund", BinaryUuid.bytes(Objects.requireNonNull(refund.id())))
                .param("customer", BinaryUuid.bytes(refund.customerId()))
                .param("amount", refund.amount())
                .param("now", Timestamp.from(now))
                .update();
    }
}
