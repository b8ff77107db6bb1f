package dev.orgworks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.ClaimRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RestartRun;
import dev.orgworks.jobs.engine.LaunchRun;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.time.Duration;
import java.util.Optional;
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
    private final RestartRun restart;

    Worker(ClaimRun claims, LaunchRun launch, FinishRun finish, FindRuns runs, RestartRun restart) {
        this.claims = claims;
        this.launch = launch;
        this.finish = finish;
        this.runs = runs;
        this.restart = restart;
    }

    public Claim claim(UUID runId) {
        return claims.claim(runId, "node-1").orElseThrow();
    }

    /** Takes a run over from whoever has it. */
    public Optional<Claim> takeOver(UUID runId, String node) {
        return claims.takeOver(new Claim(runId, run(runId).attempts()), node);
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

    /** Restarts a run that failed or was cancelled; it is to come to its end. */
    public void restart(UUID runId) {
        restart.restart(SOMEBODY, run(runId));
        assertThat(execute(runId).ending()).isEqualTo(Ending.COMPLETED);
    }

    public JobRun run(UUID runId) {
        return runs.find(runId).orElseThrow();
    }
}
