package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes how an attempt at a run ended. A claim that was taken over writes nothing. */
@Component
public class FinishRun {

    private final JdbcClient jdbc;
    private final FindRuns runs;
    private final RecordEvent events;
    private final RecordAttempt attempts;
    private final InstantSource clock;

    FinishRun(JdbcClient jdbc, FindRuns runs, RecordEvent events, RecordAttempt attempts, InstantSource clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.events = events;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** The run is done. */
    @Transactional
    public void completed(Claim claim) {
        finish(claim, RunState.COMPLETED, null);
    }

    /** The run failed for good; it can be restarted by hand. */
    @Transactional
    public void failed(Claim claim, String error) {
        finish(claim, RunState.FAILED, error);
    }

    /** The run stopped because somebody asked for it. */
    @Transactional
    public void cancelled(Claim claim) {
        finish(claim, RunState.CANCELLED, null);
    }

    /** The attempt stopped before the run was done: it goes back to the queue, to start after a while. */
    @Transactional
    public void requeued(Claim claim, Duration delay, String reason) {
        requeued(claim, AttemptOutcome.STOPPED, clock.instant().plus(delay), reason);
    }

    /** The attempt failed, and the next may well not: the run goes back to the queue, to start after a while. */
    @Transactional
    public void retried(Claim claim, Duration delay, String error) {
        requeued(claim, AttemptOutcome.FAILED, clock.instant().plus(delay), error);
    }

    private void requeued(Claim claim, AttemptOutcome outcome, Instant notBefore, String reason) {
        int requeued = jdbc.sql("""
                        update job_run set state = 'QUEUED', not_before = :notBefore, failures = failures + :failed
                        where id = :id and attempts = :attempt and state = 'RUNNING'
                        """)
                .param("notBefore", Timestamp.from(notBefore))
                .param("failed", outcome == AttemptOutcome.FAILED ? 1 : 0)
                .param("id", BinaryUuid.bytes(claim.runId()))
                .param("attempt", claim.attempt())
                .update();
        if (requeued == 1) {
            attempts.ended(claim, outcome, reason, notBefore);
            events.record(
                    claim.runId(),
                    EventKind.STATE,
                    Map.of(
                            "state", RunState.QUEUED,
                            "attempt", claim.attempt(),
                            "outcome", outcome,
                            "notBefore", notBefore,
                            "reason", reason));
        } else {
            finish(claim, RunState.CANCELLED, null);
        }
    }

    private void finish(Claim claim, RunState state, @Nullable String error) {
        String from = state == RunState.CANCELLED ? "'CANCELLING'" : "'RUNNING', 'CANCELLING'";
        int finished = jdbc.sql("""
                        update job_run set state = :state, error = :error, finished_at = :now, failures = failures + :failed
                        where id = :id and attempts = :attempt and state in (%s)
                        """.formatted(from))
                .param("state", state.name())
                .param("error", error == null ? null : error.substring(0, Math.min(error.length(), 2000)))
                .param("now", Timestamp.from(clock.instant()))
                .param("failed", state == RunState.FAILED ? 1 : 0)
                .param("id", BinaryUuid.bytes(claim.runId()))
                .param("attempt", claim.attempt())
                .update();
        if (finished == 1) {
            attempts.ended(claim, AttemptOutcome.valueOf(state.name()), error, null);
            events.finished(runs.find(claim.runId()).orElseThrow(), state, error);
        }
    }
}
