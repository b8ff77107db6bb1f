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
    private final InstantSource clock;

    FinishRun(JdbcClient jdbc, FindRuns runs, RecordEvent events, InstantSource clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.events = events;
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

    /** The attempt is over, the run is not: it goes back to the queue, to start after a while. */
    @Transactional
    public void requeued(Claim claim, Duration delay, String reason) {
        Instant notBefore = clock.instant().plus(delay);
        int requeued = jdbc.sql("""
                        update job_run set state = 'QUEUED', not_before = :notBefore
                        where id = :id and attempts = :attempt and state = 'RUNNING'
                        """)
                .param("notBefore", Timestamp.from(notBefore))
                .param("id", BinaryUuid.bytes(claim.runId()))
                .param("attempt", claim.attempt())
                .update();
        if (requeued == 1) {
            events.record(
                    claim.runId(),
                    EventKind.STATE,
                    Map.of("state", RunState.QUEUED, "notBefore", notBefore, "reason", reason));
        } else {
            finish(claim, RunState.CANCELLED, null);
        }
    }

    private void finish(Claim claim, RunState state, @Nullable String error) {
        String from = state == RunState.CANCELLED ? "'CANCELLING'" : "'RUNNING', 'CANCELLING'";
        int finished = jdbc.sql("""
                        update job_run set state = :state, error = :error, finished_at = :now
                        where id = :id and attempts = :attempt and state in (%s)
                        """.formatted(from))
                .param("state", state.name())
                .param("error", error == null ? null : error.substring(0, Math.min(error.length(), 2000)))
                .param("now", Timestamp.from(clock.instant()))
                .param("id", BinaryUuid.bytes(claim.runId()))
                .param("attempt", claim.attempt())
                .update();
        if (finished == 1) {
            events.finished(runs.find(claim.runId()).orElseThrow(), state, error);
        }
    }
}
