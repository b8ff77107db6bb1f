package dev.orgworks.scheduler;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.jobs.engine.DecideRetry;
import dev.orgworks.jobs.engine.Drain;
import dev.orgworks.jobs.engine.LaunchRun;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Takes a run, carries it out on the calling thread, and writes how it ended. */
@Component
class ExecuteRun {

    private static final Logger LOG = LoggerFactory.getLogger(ExecuteRun.class);

    private final TakeRun take;
    private final LaunchRun launch;
    private final FinishRun finish;
    private final DecideRetry retry;
    private final Drain drain;

    ExecuteRun(TakeRun take, LaunchRun launch, FinishRun finish, DecideRetry retry, Drain drain) {
        this.take = take;
        this.launch = launch;
        this.finish = finish;
        this.retry = retry;
        this.drain = drain;
    }

    /** Executes one run, if there is one for this node. */
    void execute(String node) {
        Object execution = new Object();
        // before the look at whether the node drains, or else the drain could look between the two
        drain.begin(execution);
        try {
            if (!drain.isDraining()) {
                take.take(node).ifPresent(this::carryOut);
            }
        } finally {
            drain.end(execution);
        }
    }

    private void carryOut(Claim claim) {
        MDC.put("run", claim.runId().toString());
        try {
            Attempt attempt = attempt(claim);
            switch (attempt.ending()) {
                case COMPLETED -> finish.completed(claim);
                case STOPPED ->
                    finish.requeued(claim, Duration.ZERO, "The node stopped; the job goes on with the next");
                case FAILED ->
                    failed(
                            claim,
                            attempt.failure() == null
                                    ? new IllegalStateException("The job gave no reason")
                                    : attempt.failure());
            }
        } finally {
            take.done(claim);
            MDC.remove("run");
        }
    }

    private Attempt attempt(Claim claim) {
        try {
            return launch.launch(claim);
        } catch (RuntimeException e) {
            return new Attempt(Ending.FAILED, e);
        }
    }

    private void failed(Claim claim, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = forPeople(root);
        Optional<Duration> wait = retry.after(claim, failure);
        if (wait.isPresent()) {
            LOG.warn("Run {} is tried again in {} ms", claim.runId(), wait.get().toMillis(), failure);
            finish.retried(claim, wait.get(), message);
        } else if (root instanceof InvalidInputException) {
            LOG.info("Run {} cannot work on what it was given; the run says why", claim.runId());
            finish.failed(claim, message);
        } else {
            LOG.error("Run {} failed and waits for somebody to restart it", claim.runId(), failure);
            finish.failed(claim, message);
        }
    }

    /** The reason as the run shows it; what a database says of its tables stays in the log. */
    private static String forPeople(Throwable root) {
        if (root instanceof SQLException || root instanceof DataAccessException) {
            return "The database did not do its part; the server's log says more about this run";
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
