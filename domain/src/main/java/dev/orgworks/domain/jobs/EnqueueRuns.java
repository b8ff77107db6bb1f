package dev.orgworks.domain.jobs;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.database.Sha256;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * As {@link EnqueueRun}, for many runs with a handful of statements. A run whose dedup key made one before is passed over.
 *
 * <p>A few are handed to the scheduler right after the commit; more it finds when it sweeps the queue, so that thousands
 * that are due at once do not keep the next person's run waiting.
 */
@Component
public class EnqueueRuns {

    private static final int HANDED_OVER_AT_ONCE = 50;
    private static final String QUEUED = "{\"state\":\"QUEUED\"}";

    private final NamedParameterJdbcOperations jdbc;
    private final JsonMapper json;
    private final RecordAudit audit;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    EnqueueRuns(
            NamedParameterJdbcOperations jdbc,
            JsonMapper json,
            RecordAudit audit,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** A run that was enqueued, by its place among the requests. */
    public record Enqueued(int request, UUID run) {}

    /** Enqueues the runs, in their order; answers with those that are new. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Enqueued> enqueue(Actor actor, List<RunRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = requests.stream().map(request -> BinaryUuid.next()).toList();
        insert(actor, requests, ids);
        Set<UUID> made = made(ids);
        List<Enqueued> enqueued = IntStream.range(0, requests.size())
                .filter(i -> made.contains(ids.get(i)))
                .mapToObj(i -> new Enqueued(i, ids.get(i)))
                .toList();
        note(enqueued);
        List<AuditEntry> entries = new ArrayList<>();
        for (Enqueued run : enqueued) {
            RunRequest request = requests.get(run.request());
            entries.add(new AuditEntry(
                    request.organizationId(), "job.enqueued", "job", run.run(), null, Map.of("type", request.type())));
        }
        audit.record(actor, entries);
        if (enqueued.size() <= HANDED_OVER_AT_ONCE) {
            enqueued.forEach(run -> publisher.publishEvent(new RunEnqueued(run.run())));
        }
        return enqueued;
    }

    private void insert(Actor actor, List<RunRequest> requests, List<UUID> ids) {
        Timestamp now = Timestamp.from(clock.instant());
        SqlParameterSource[] rows = IntStream.range(0, requests.size())
                .mapToObj(i -> {
                    RunRequest request = requests.get(i);
                    String payload = json.writeValueAsString(request.payload());
                    return new MapSqlParameterSource()
                            .addValue("id", BinaryUuid.bytes(ids.get(i)))
                            .addValue("organization", request.organizationId())
                            .addValue("type", request.type())
                            .addValue("payload", payload)
                            .addValue("hash", Sha256.of(payload))
                            .addValue("dedup", request.dedupKey())
                            .addValue("exclusive", request.exclusiveKey())
                            .addValue("priority", request.priority())
                            .addValue("heavy", request.heavy())
                            .addValue("by", actor.name())
                            .addValue("now", now);
                })
                .toArray(SqlParameterSource[]::new);
        jdbc.batchUpdate("""
                insert into job_run (id, organization_id, type, payload, payload_hash, dedup_key, exclusive_key,
                                     priority, heavy, state, event_seq, created_by, created_at)
                values (:id, :organization, :type, :payload, :hash, :dedup, :exclusive,
                        :priority, :heavy, 'QUEUED', 1, :by, :now)
                on duplicate key update id = id
                """, rows);
    }

    private Set<UUID> made(List<UUID> ids) {
        return new HashSet<>(jdbc.query(
                "select id from job_run where id in (:ids)",
                Map.of("ids", ids.stream().map(BinaryUuid::bytes).toList()),
                (rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id"))));
    }

    private void note(List<Enqueued> enqueued) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                "insert into job_event (run_id, seq, kind, at, data) values (:id, 1, 'STATE', :at, :data)",
                enqueued.stream()
                        .map(run -> new MapSqlParameterSource()
                                .addValue("id", BinaryUuid.bytes(run.run()))
                                .addValue("at", now)
                                .addValue("data", QUEUED))
                        .toArray(SqlParameterSource[]::new));
    }
}
