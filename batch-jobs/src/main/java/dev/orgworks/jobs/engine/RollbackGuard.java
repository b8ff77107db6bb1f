package dev.orgworks.jobs.engine;

import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes a writer fail when its transaction can only be rolled back: Spring Batch 6.0.4 otherwise counts the chunk as
 * written, and the job ends COMPLETED without it.
 */
@Component
class RollbackGuard {

    private final DataSource dataSource;

    RollbackGuard(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    <T> ItemWriter<T> guarded(ItemWriter<T> writer) {
        return chunk -> {
            writer.write(chunk);
            if (TransactionSynchronizationManager.getResource(dataSource) instanceof ResourceHolderSupport holder
                    && holder.isRollbackOnly()) {
                throw new IllegalStateException(
                        "A failure inside the chunk was swallowed, and its transaction can only be rolled back");
            }
        };
    }
}
