package dev.orgworks.domain.deletion;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.DeleteOrganization;
import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes an organization with everything under it at once, in one transaction; one that is too large for that, or in which
 * jobs still write, is gone for everybody at once and purged by a job.
 */
@Component
public class DeleteForGood {

    private static final int PAGE = 1_000;
    private static final int MOST_ROWS = 5_000;

    private final DeleteOrganization delete;
    private final PurgeOrganization purge;
    private final EnqueuePurges jobs;
    private final List<Purging> purgings;
    private final TransactionTemplate transaction;

    DeleteForGood(
            DeleteOrganization delete,
            PurgeOrganization purge,
            EnqueuePurges jobs,
            List<Purging> purgings,
            PlatformTransactionManager transactions) {
        this.delete = delete;
        this.purge = purge;
        this.jobs = jobs;
        this.purgings = purgings;
        this.transaction = new TransactionTemplate(transactions);
    }

    private static class TooLargeException extends RuntimeException {}

    /**
     * Deletes an organization for good.
     *
     * @throws dev.orgworks.domain.NotFoundException when somebody else deleted it meanwhile
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     */
    public void delete(Actor actor, long organizationId, ExpectedVersion expected) {
        try {
            transaction.executeWithoutResult(status -> {
                purge.requireQuiet(organizationId);
                delete.deleteForGood(actor, organizationId, expected);
                purgeAll(organizationId);
                purge.end(actor, organizationId);
            });
        } catch (TooLargeException | PessimisticLockingFailureException e) {
            transaction.executeWithoutResult(status -> {
                delete.delete(actor, organizationId, expected);
                jobs.enqueue(actor, organizationId);
            });
        }
    }

    private void purgeAll(long organizationId) {
        int rows = 0;
        for (Purging purging : purgings) {
            int gone = purging.purge(organizationId, PAGE);
            while (gone > 0) {
                rows += gone;
                if (rows > MOST_ROWS) {
                    throw new TooLargeException();
                }
                gone = purging.purge(organizationId, PAGE);
            }
        }
    }
}
