package dev.orgworks.jobs.engine;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes the one kind of chunk step there is: an item, what is written for it, and the reader's position are one transaction. */
@Component
class MakeChunkStep {

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final RollbackGuard guard;

    MakeChunkStep(LiveRepository repository, PlatformTransactionManager transactions, RollbackGuard guard) {
        this.repository = repository.get();
        this.transactions = transactions;
        this.guard = guard;
    }

    <T> Step of(String name, ItemStreamReader<T> reader, ItemWriter<T> writer, StepInterruptionPolicy interruption) {
        return new StepBuilder(name, repository)
                .<T, T>chunk(1)
                .transactionManager(transactions)
                .reader(new CommittedPosition<>(reader))
                .writer(guard.guarded(writer))
                .interruptionPolicy(interruption)
                .build();
    }
}
