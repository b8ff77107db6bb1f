package dev.orgworks.jobs.engine;

import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Decides by the job's rule whether a run is tried again. */
@Component
public class DecideRetry {

    private final Map<String, RetryRule> rules;
    private final RetryRule usual;
    private final FindRuns runs;

    DecideRetry(List<BatchJob> jobs, UsualRetryRule usual, FindRuns runs) {
        this.rules = jobs.stream().collect(Collectors.toUnmodifiableMap(BatchJob::type, job -> job.retryRule(usual)));
        this.usual = usual;
        this.runs = runs;
    }

    /** The wait before the next attempt; empty when the run has failed for good. */
    public Optional<Duration> after(Claim claim, Throwable failure) {
        JobRun run = runs.find(claim.runId()).orElseThrow();
        return rules.getOrDefault(run.type(), usual).retryAfter(failure, run.failures() + 1);
    }
}
