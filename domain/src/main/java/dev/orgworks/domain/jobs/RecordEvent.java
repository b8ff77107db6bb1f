package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes a run's events, in the transaction of what they tell of, and tells the process of those that others wait for. */
@Component
public class RecordEvent {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    RecordEvent(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher publisher, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Writes one event; the row lock on the run keeps the order of numbers the order of commits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(UUID runId, EventKind kind, Map<String, ?> data) {
        byte[] id = BinaryUuid.bytes(runId);
        jdbc.sql("update job_run set event_seq = event_seq + 1 where id = :id")
                .param("id", id)
                .update();
        jdbc.sql("""
                        insert into job_event (run_id, seq, kind, at, data)
                        select id, event_seq, :kind, :at, :data from job_run where id = :id
                        """)
                .param("kind", kind.name())
                .param("at", Timestamp.from(clock.instant()))
                .param("data", json.writeValueAsString(data))
                .param("id", id)
                .update();
    }

    /** The run stands in the queue, ready to start. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void queued(UUID runId) {
        record(runId, EventKind.STATE, Map.of("state", RunState.QUEUED));
        publisher.publishEvent(new RunEnqueued(runId));
    }

    /** The run came to an end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void finished(JobRun run, RunState state, @Nullable String error) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", state);
        if (error != null) {
            data.put("error", error);
        }
        record(run.id(), EventKind.STATE, data);
        Duration took = run.startedAt() == null ? null : Duration.between(run.startedAt(), clock.instant());
        publisher.publishEvent(new RunFinished(run.id(), run.type(), run.exclusiveKey(), state, took));
    }

    /** Writes a line for people, in a transaction of its own if there is none. */
    @Transactional
    public void log(UUID runId, String message) {
        record(runId, EventKind.LOG, Map.of("message", message));
    }
}
