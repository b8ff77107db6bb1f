package dev.orgworks.scheduler;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.ClaimRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.jobs.engine.Drain;
import dev.orgworks.jobs.engine.LaunchRun;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** Claims a run, carries it out, and writes how it ended. */
@Component
class ExecuteRun {

    private static final Logger LOG = LoggerFactory.getLogger(ExecuteRun.class);
    private static final int ATTEMPTS = 5;

    /** A run on a thread of this node; two of one run are two. */
    private static final class Execution {

        private final UUID runId;

        Execution(UUID runId) {
            this.runId = runId;
        }
    }

    private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
    private final ClaimRun claims;
    private final LaunchRun launch;
    private final FinishRun finish;
    private final Drain drain;

    ExecuteRun(ClaimRun claims, LaunchRun launch, FinishRun finish, Drain drain) {
        this.claims = claims;
        this.launch = launch;
        this.finish = finish;
        this.drain = drain;
    }

    /**
     * Executes a run, if it is its turn.
     *
     * @param recovering whether this node gets it since the one that had it died or lost it
     */
    void execute(UUID runId, String node, boolean recovering) {
        if (drain.isDraining()) {
            return;
        }
        Execution execution = new Execution(runId);
        executions.add(execution);
        drain.begin(execution);
        try {
            Optional<Claim> claim = recovering ? claims.takeOver(runId, node) : Optional.empty();
            claim.or(() -> claims.claim(runId, node)).ifPresent(this::carryOut);
        } finally {
            drain.end(execution);
            executions.remove(execution);
        }
    }

    /** Whether a thread of this node has the run. */
    boolean executes(UUID runId) {
        return executions.stream().anyMatch(execution -> execution.runId.equals(runId));
    }

    private void carryOut(Claim claim) {
        MDC.put("run", claim.runId().toString());
        try {
            Attempt attempt = attempt(claim);
            switch (attempt.ending()) {
                case COMPLETED -> finish.completed(claim);
                case STOPPED ->
                    finish.requeued(claim, Duration.ZERO, "The node stopped; the job goes on with the next");
                case FAILED -> failed(claim, attempt.failure());
            }
        } finally {
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

    private void failed(Claim claim, @Nullable Throwable failure) {
        Throwable root = failure == null ? new IllegalStateException("The job gave no reason") : failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = forPeople(root);
        if (root instanceof InvalidInputException) {
            LOG.info("Run {} cannot work on what it was given: {}", claim.runId(), message);
            finish.failed(claim, message);
        } else if (isTransient(failure) && claim.attempt() < ATTEMPTS) {
            Duration delay = Duration.ofSeconds(1L << claim.attempt());
            LOG.warn("Run {} is tried again in {} s", claim.runId(), delay.toSeconds(), failure);
            finish.requeued(claim, delay, message);
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

    /** Whether the same work may well succeed later: a deadlock, a lost connection, a key that was taken in between. */
    private static boolean isTransient(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TransientDataAccessException
                    || t instanceof RecoverableDataAccessException
                    || t instanceof DuplicateKeyException
                    || t instanceof CannotCreateTransactionException) {
                return true;
            }
        }
        return false;
    }
}
