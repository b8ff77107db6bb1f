package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes a run's events, in the transaction of what they tell of. */
@Component
public class RecordEvent {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    RecordEvent(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
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

    /** Writes a line for people, in a transaction of its own if there is none. */
    @Transactional
    public void log(UUID runId, String message) {
        record(runId, EventKind.LOG, Map.of("message", message));
    }
}
