package dev.orgworks.domain.jobs;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks a run to stop: a queued one never starts, a running one stops at the next edge of a chunk. */
@Component
public class CancelRun {

    private final JdbcClient jdbc;
    private final RecordEvent events;
    private final RecordAudit audit;
    private final InstantSource clock;

    CancelRun(JdbcClient jdbc, RecordEvent events, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Cancels a run; asking twice changes nothing.
     *
     * @throws ConflictException when the run is finished
     */
    @Transactional
    public void cancel(Actor actor, JobRun run) {
        byte[] id = BinaryUuid.bytes(run.id());
        Timestamp now = Timestamp.from(clock.instant());
        RunState state;
        if (jdbc.sql("""
                                update job_run set state = 'CANCELLED', cancel_requested_at = :now, finished_at = :now
                                where id = :id and state = 'QUEUED'
                                """).param("now", now).param("id", id).update() == 1) {
            state = RunState.CANCELLED;
            events.finished(run, state, null);
        } else if (jdbc.sql("""
                                update job_run set state = 'CANCELLING', cancel_requested_at = :now
                                where id = :id and state = 'RUNNING'
                                """).param("now", now).param("id", id).update() == 1) {
            state = RunState.CANCELLING;
            events.record(run.id(), EventKind.STATE, Map.of("state", state));
        } else if (jdbc.sql("select state from job_run where id = :id")
                .param("id", id)
                .query(String.class)
                .single()
                .equals(RunState.CANCELLING.name())) {
            return;
        } else {
            throw new ConflictException("ALREADY_FINISHED", "The job is finished and cannot be cancelled any more");
        }
        audit.record(
                actor,
                new AuditEntry(
                        run.organizationId(),
                        "job.cancelled",
                        "job",
                        run.id(),
                        Map.of("state", run.state()),
                        Map.of("state", state)));
    }
}
