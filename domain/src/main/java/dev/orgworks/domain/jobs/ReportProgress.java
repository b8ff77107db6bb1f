package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes how far a run has come, in the transaction of the chunk that brought it there; so it never says too much. */
@Component
public class ReportProgress {

    private static final Duration BETWEEN_NOTES = Duration.ofMillis(500);

    private final JdbcClient jdbc;
    private final RecordEvent events;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Map<UUID, Instant> lastNote = new ConcurrentHashMap<>();

    ReportProgress(JdbcClient jdbc, RecordEvent events, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Notes the progress of a phase: its beginning, its end and, between them, now and then. Within a phase it only rises,
     * also when several threads report. To be called last in a transaction, since it locks the run's row.
     *
     * @param done items done in this phase
     * @param total all its items; null while unknown
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void progress(UUID runId, String phase, long done, @Nullable Long total) {
        Instant now = clock.instant();
        boolean complete = total != null && done >= total;
        Instant last = lastNote.get(runId);
        if (!complete && done > 0 && last != null && last.plus(BETWEEN_NOTES).isAfter(now)) {
            return;
        }
        lastNote.put(runId, now);
        jdbc.sql("""
                        update job_run
                        set progress_base = case when not (phase <=> :phase) then 0
                                                 when phase_started_at is null then progress_done
                                                 else progress_base end,
                            phase_started_at = if(phase <=> :phase, coalesce(phase_started_at, :now), :now),
                            progress_done = if(phase <=> :phase, greatest(progress_done, :done), :done),
                            phase = :phase, progress_total = :total
                        where id = :id
                        """)
                .param("phase", phase)
                .param("now", Timestamp.from(now))
                .param("done", done)
                .param("total", total)
                .param("id", BinaryUuid.bytes(runId))
                .update();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("phase", phase);
        data.put("done", done);
        data.put("total", total);
        events.record(runId, EventKind.PROGRESS, data);
    }

    /** Notes what comes of the run; the last word before it finishes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void outcome(UUID runId, Map<String, ?> outcome) {
        lastNote.remove(runId);
        jdbc.sql("update job_run set outcome = :outcome where id = :id")
                .param("outcome", json.writeValueAsString(outcome))
                .param("id", BinaryUuid.bytes(runId))
                .update();
    }
}
