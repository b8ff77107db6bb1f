package dev.orgworks.domain.jobs;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.database.Sha256;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes "please run this": the run is a row of the caller's transaction, so that it is enqueued if, and only if, the
 * caller's own change commits.
 */
@Component
public class EnqueueRun {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RecordEvent events;
    private final RecordAudit audit;
    private final InstantSource clock;

    EnqueueRun(JdbcClient jdbc, JsonMapper json, RecordEvent events, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Enqueues a run, or finds the one that its dedup key made before.
     *
     * @return the run's id
     * @throws ConflictException when that earlier run had another payload
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID enqueue(Actor actor, RunRequest request) {
        String payload = json.writeValueAsString(request.payload());
        byte[] hash = Sha256.of(payload);
        UUID id = BinaryUuid.next();
        int inserted = jdbc.sql("""
                        insert into job_run (id, organization_id, type, payload, payload_hash, dedup_key, exclusive_key,
                                             priority, heavy, state, created_by, created_at)
                        values (:id, :organization, :type, :payload, :hash, :dedup, :exclusive,
                                :priority, :heavy, 'QUEUED', :by, :now)
                        on duplicate key update id = id
                        """)
                .param("id", BinaryUuid.bytes(id))
                .param("organization", request.organizationId())
                .param("type", request.type())
                .param("payload", payload)
                .param("hash", hash)
                .param("dedup", request.dedupKey())
                .param("exclusive", request.exclusiveKey())
                .param("priority", request.priority())
                .param("heavy", request.heavy())
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        Optional<UUID> earlier = request.dedupKey() == null ? Optional.empty() : earlier(request.dedupKey(), id, hash);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (inserted != 1) {
            throw new IllegalStateException("The run " + id + " was not enqueued");
        }
        audit.record(
                actor,
                new AuditEntry(
                        request.organizationId(), "job.enqueued", "job", id, null, Map.of("type", request.type())));
        events.queued(id);
        return id;
    }

    private Optional<UUID> earlier(@Nullable String dedupKey, UUID id, byte[] hash) {
        return jdbc
                .sql("select id, payload_hash from job_run where dedup_key = :dedup")
                .param("dedup", dedupKey)
                .query((rs, rowNumber) -> {
                    UUID found = BinaryUuid.of(rs.getBytes("id"));
                    if (!Arrays.equals(hash, rs.getBytes("payload_hash"))) {
                        throw new ConflictException(
                                "DEDUP_KEY_REUSED",
                                "The run " + found + " was enqueued with this key and other contents");
                    }
                    return found;
                })
                .list()
                .stream()
                .filter(found -> !found.equals(id))
                .findFirst();
    }
}
