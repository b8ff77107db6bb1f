package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the attempts at a run, in the transactions in which they begin and end. */
@Component
public class RecordAttempt {

    private static final int LONGEST_ERROR = 2_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RecordAttempt(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An attempt begins; one that is still open was that of a node that is gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begun(Claim claim, String node) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        update job_attempt set ended_at = :now, outcome = :outcome
                        where run_id = :run and ended_at is null
                        """)
                .param("now", now)
                .param("outcome", AttemptOutcome.TAKEN_OVER.name())
                .param("run", BinaryUuid.bytes(claim.runId()))
                .update();
        jdbc.sql("insert into job_attempt (run_id, attempt, node, started_at) values (:run, :attempt, :node, :now)")
                .param("run", BinaryUuid.bytes(claim.runId()))
                .param("attempt", claim.attempt())
                .param("node", node)
                .param("now", now)
                .update();
    }

    /** The attempt ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ended(Claim claim, AttemptOutcome outcome, @Nullable String error, @Nullable Instant nextTry) {
        jdbc.sql("""
                        update job_attempt set ended_at = :now, outcome = :outcome, error = :error, next_try_at = :next
                        where run_id = :run and attempt = :attempt and ended_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("outcome", outcome.name())
                .param("error", error == null ? null : error.substring(0, Math.min(error.length(), LONGEST_ERROR)))
                .param("next", nextTry == null ? null : Timestamp.from(nextTry))
                .param("run", BinaryUuid.bytes(claim.runId()))
                .param("attempt", claim.attempt())
                .update();
    }

    /** A run's last attempts, the newest first. */
    public List<RunAttempt> of(UUID runId, int limit) {
        return jdbc.sql("select * from job_attempt where run_id = :run order by attempt desc limit :limit")
                .param("run", BinaryUuid.bytes(runId))
                .param("limit", limit)
                .query((rs, rowNumber) -> {
                    Timestamp ended = rs.getTimestamp("ended_at");
                    String outcome = rs.getString("outcome");
                    Timestamp next = rs.getTimestamp("next_try_at");
                    return new RunAttempt(
                            rs.getInt("attempt"),
                            rs.getString("node"),
                            rs.getTimestamp("started_at").toInstant(),
                            ended == null ? null : ended.toInstant(),
                            outcome == null ? null : AttemptOutcome.valueOf(outcome),
                            rs.getString("error"),
                            next == null ? null : next.toInstant());
                })
                .list();
    }
}
