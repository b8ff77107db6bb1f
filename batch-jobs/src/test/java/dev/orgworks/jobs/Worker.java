package dev.orgworks.jobs;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.ClaimRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.jobs.engine.LaunchRun;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Does on the test's thread what the scheduler's threads do. */
@Component
public class Worker {

    public static final Actor SOMEBODY = new Actor("test", null, null);

    private final ClaimRun claims;
    private final LaunchRun launch;
    private final FinishRun finish;
    private final FindRuns runs;

    Worker(ClaimRun claims, LaunchRun launch, FinishRun finish, FindRuns runs) {
        this.claims = claims;
        this.launch = launch;
        this.finish = finish;
        this.runs = runs;
    }

    public Claim claim(UUID runId) {
        return claims.claim(runId, "node-1").orElseThrow();
    }

    /** Claims a run, carries it out and writes its end. */
    public Attempt execute(UUID runId) {
        return carryOut(claim(runId));
    }

    /** Carries a claimed run out and writes its end. */
    public Attempt carryOut(Claim claim) {
        Attempt attempt = launch.launch(claim);
        switch (attempt.ending()) {
            case COMPLETED -> finish.completed(claim);
            case STOPPED -> finish.requeued(claim, Duration.ZERO, "stopped");
            case FAILED -> finish.failed(claim, String.valueOf(attempt.failure()));
        }
        return attempt;
    }

    public JobRun run(UUID runId) {
        return runs.find(runId).orElseThrow();
    }
}
