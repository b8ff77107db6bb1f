package dev.orgworks.jobs.engine;

import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FindRuns;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives each run the maker of its steps. */
@Component
class MakeSteps {

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final RollbackGuard guard;
    private final FindRuns runs;
    private final Drain drain;

    MakeSteps(
            JobRepository repository,
            PlatformTransactionManager transactions,
            RollbackGuard guard,
            FindRuns runs,
            Drain drain) {
        this.repository = repository;
        this.transactions = transactions;
        this.guard = guard;
        this.runs = runs;
        this.drain = drain;
    }

    RunSteps of(String type, Claim claim) {
        return new RunSteps(type, repository, transactions, new RunInterruption(claim, runs, drain), guard);
    }
}
