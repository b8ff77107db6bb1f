package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a node the only one that carries a run out. */
@Component
public class ClaimRun {

    /** The right to carry a run out: whatever a worker writes to the run names it, and a later claim makes it worthless. */
    public record Claim(UUID runId, int attempt) {}

    private final JdbcClient jdbc;
    private final RecordEvent events;
    private final RecordAttempt attempts;
    private final InstantSource clock;

    ClaimRun(JdbcClient jdbc, RecordEvent events, RecordAttempt attempts, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * Claims a queued run whose turn it is.
     *
     * @return empty when it is not queued, not due, or another run of its exclusive key runs or is before it
     */
    @Transactional
    public Optional<Claim> claim(UUID runId, String node) {
        byte[] id = BinaryUuid.bytes(runId);
        Timestamp now = Timestamp.from(clock.instant());
        try {
            int claimed = jdbc.sql("""
                            update job_run r
                            left join job_run earlier on earlier.exclusive_key = r.exclusive_key and earlier.state = 'QUEUED'
                                                     and earlier.id < r.id
                            set r.state = 'RUNNING', r.node = :node, r.phase_started_at = null, r.attempts = r.attempts + 1, r.started_at = coalesce(r.started_at, :now)
                            where r.id = :id and r.state = 'QUEUED' and (r.not_before is null or r.not_before <= :now)
                              and earlier.id is null
                            """)
                    .param("node", node)
                    .param("now", now)
                    .param("id", id)
                    .update();
            return claimed == 0 ? Optional.empty() : Optional.of(claimed(runId, id, node));
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes a run over from a claim whose node died with it, unless somebody else did so before. Only for callers that know
     * the node to be dead: its worker, were it only asleep, could no longer write, but its work would be repeated.
     */
    @Transactional
    public Optional<Claim> takeOver(Claim lost, String node) {
        byte[] id = BinaryUuid.bytes(lost.runId());
        int taken = jdbc.sql("""
                        update job_run set node = :node, attempts = attempts + 1, phase_started_at = null
                        where id = :id and attempts = :attempt and state in ('RUNNING', 'CANCELLING')
                        """)
                .param("node", node)
                .param("id", id)
                .param("attempt", lost.attempt())
                .update();
        return taken == 0 ? Optional.empty() : Optional.of(claimed(lost.runId(), id, node));
    }

    private Claim claimed(UUID runId, byte[] id, String node) {
        int attempt = jdbc.sql("select attempts from job_run where id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
        events.record(runId, EventKind.STATE, Map.of("state", RunState.RUNNING, "attempt", attempt, "node", node));
        Claim claim = new Claim(runId, attempt);
        attempts.begun(claim, node);
        return claim;
    }
}
