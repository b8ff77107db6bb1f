package dev.orgworks.domain.organizations;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the organization that stands for one of Clerk, or finds it made. */
@Component
public class UpsertClerkOrganization {

    private final JdbcClient jdbc;
    private final FindOrganizations organizations;
    private final RecordAudit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    UpsertClerkOrganization(
            JdbcClient jdbc,
            FindOrganizations organizations,
            RecordAudit audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.organizations = organizations;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The one organization of this id, whoever calls how often at once.
     *
     * @param user who becomes its owner if it is made now; null: nobody does
     * @throws OrganizationNotMadeException when the database fails
     */
    public Organization upsert(Actor actor, @Nullable Long user, ClerkOrganizationId clerkId) {
        try {
            return transactions.execute(status -> {
                UUID uuid = BinaryUuid.next();
                Timestamp now = Timestamp.from(clock.instant());
                Organization found = organizations.byId(insert(uuid, clerkId, now));
                if (found.uuid().equals(uuid)) {
                    if (user != null) {
                        Ownership.give(jdbc, found.id(), user, now);
                    }
                    audit.record(
                            actor,
                            new AuditEntry(
                                    found.id(), "organization.created", "organization", found.id(), null, found));
                }
                return found;
            });
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException e) {
            throw new OrganizationNotMadeException(clerkId, "Database connection failed", e);
        } catch (DataAccessException | TransactionException e) {
            throw new OrganizationNotMadeException(clerkId, "Database operation failed", e);
        }
    }

    /** The unique key of Clerk's id among rows that are not deleted decides; whoever comes second waits for the first. */
    private long insert(UUID uuid, ClerkOrganizationId clerkId, Timestamp now) {
        jdbc.sql("""
                        insert into organization (uuid, clerk_id, name, created_at, updated_at)
                        values (:uuid, :clerk, :name, :now, :now)
                        on duplicate key update id = id
                        """)
                .param("uuid", BinaryUuid.bytes(uuid))
                .param("clerk", clerkId.text())
                .param("name", "Organization " + clerkId.text())
                .param("now", now)
                .update();
        return jdbc.sql("select id from organization where clerk_id = :clerk and deleted_at is null")
                .param("clerk", clerkId.text())
                .query(Long.class)
                .single();
    }
}
