package dev.orgworks.jobs.engine;

import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes the steps of one run. Every step of every job is made here, and so is interruptible without loss, refuses to count
 * a rolled-back chunk as written, and can be restarted behind its last chunk.
 *
 * <p>An item is all that one transaction does (a batch of rows, a range of keys): Spring Batch's cost of some milliseconds
 * a chunk is then paid once for thousands of rows, and nothing is observed per row.
 */
public final class RunSteps {

    private final String type;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final StepInterruptionPolicy interruption;
    private final RollbackGuard guard;

    RunSteps(
            String type,
            JobRepository repository,
            PlatformTransactionManager transactions,
            StepInterruptionPolicy interruption,
            RollbackGuard guard) {
        this.type = type;
        this.repository = repository;
        this.transactions = transactions;
        this.interruption = interruption;
        this.guard = guard;
    }

    /** A step that writes each item that the reader gives in a transaction together with the reader's position. */
    public <T> Step each(String name, ItemStreamReader<T> reader, ItemWriter<T> writer) {
        return new StepBuilder(name, repository)
                .<T, T>chunk(1)
                .transactionManager(transactions)
                .reader(reader)
                .writer(guard.guarded(writer))
                .interruptionPolicy(interruption)
                .build();
    }

    /** A step that does one thing in one transaction, once. */
    public Step once(String name, Runnable work) {
        return each(name, new SequenceReader<>(() -> List.of(name)), chunk -> work.run());
    }

    /** The job of these steps, one after the other. */
    public Job job(Step first, Step... others) {
        SimpleJobBuilder job = new JobBuilder(type, repository).start(first);
        for (Step step : others) {
            job = job.next(step);
        }
        return job.build();
    }
}
