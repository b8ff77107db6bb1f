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

/** Puts a failed or cancelled run back into the queue; it goes on behind its last complete chunk. */
@Component
public class RestartRun {

    private final JdbcClient jdbc;
    private final RecordEvent events;
    private final RecordAudit audit;
    private final InstantSource clock;

    RestartRun(JdbcClient jdbc, RecordEvent events, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Restarts a run.
     *
     * @throws ConflictException when it is not failed or cancelled, or something newer of its kind has begun since
     */
    @Transactional
    public void restart(Actor actor, JobRun run) {
        boolean overtaken = run.exclusiveKey() != null
                && jdbc.sql("""
                                select exists (select 1 from job_run
                                               where exclusive_key = :key and id > :id and started_at is not null)
                                """)
                        .param("key", run.exclusiveKey())
                        .param("id", BinaryUuid.bytes(run.id()))
                        .query(Boolean.class)
                        .single();
        if (overtaken) {
            throw new ConflictException(
                    "OVERTAKEN",
                    "A later job of the same kind has begun since; start a new one instead of this old one");
        }
        int restarted = jdbc.sql("""
                        update job_run set state = 'QUEUED', cancel_requested_at = null, not_before = :now,
                                           finished_at = null, error = null, failures = 0, alarmed_at = null
                        where id = :id and state in ('FAILED', 'CANCELLED')
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", BinaryUuid.bytes(run.id()))
                .update();
        if (restarted == 0) {
            throw new ConflictException("NOT_RESTARTABLE", "Only a failed or cancelled job can be restarted");
        }
        audit.record(
                actor,
                new AuditEntry(
                        run.organizationId(),
                        "job.restarted",
                        "job",
                        run.id(),
                        Map.of("state", run.state()),
                        Map.of("state", RunState.QUEUED)));
        events.queued(run.id());
    }
}
