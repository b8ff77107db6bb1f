package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes a budget of which nothing is spent. */
@Component
public class DeleteBudget {

    private final ChangeRow change;
    private final WriteRow write;
    private final FindUsage usage;
    private final JdbcClient jdbc;

    DeleteBudget(ChangeRow change, WriteRow write, FindUsage usage, JdbcClient jdbc) {
        this.change = change;
        this.write = write;
        this.usage = usage;
        this.jdbc = jdbc;
    }

    /**
     * Deletes it.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such budget
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws ConflictException when refunds have taken from it
     */
    @Transactional
    public void delete(Actor actor, long organizationId, UUID id, ExpectedVersion expected) {
        Budget budget = change.locked(organizationId, Budget.class, id, expected);
        long refunds = usage.count(organizationId, id);
        if (refunds > 0) {
            throw new ConflictException(
                    "IN_USE", budget.words() + " stays: " + refunds + " refunds have taken money from it");
        }
        jdbc.sql("delete from support_budget_alert where budget_id = :budget")
                .param("budget", BinaryUuid.bytes(id))
                .update();
        write.delete(actor, budget);
    }
}
