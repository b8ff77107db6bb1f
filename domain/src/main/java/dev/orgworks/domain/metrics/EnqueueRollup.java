package dev.orgworks.domain.metrics;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Enqueues the rollup of an organization's facts; runs of one organization never overlap. */
@Component
public class EnqueueRollup {

    /** The job's name. */
    public static final String JOB = "metricRollup";

    private static final int PRIORITY = 0;

    private final JdbcClient jdbc;
    private final EnqueueRun enqueue;

    EnqueueRollup(JdbcClient jdbc, EnqueueRun enqueue) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
    }

    /**
     * Has everything rolled up that is new or has changed since the last time, unless a run waits that will. Two who ask at the
     * same moment may enqueue two; the second finds little to do.
     *
     * @return the run's id
     */
    @Transactional
    public UUID enqueue(Actor actor, long organizationId) {
        return waiting(organizationId)
                .orElseGet(() -> enqueue.enqueue(actor, request(organizationId, Map.of(), null, PRIORITY)));
    }

    /** A run that waits is locked, so that it does not begin before the caller's transaction ends. */
    private Optional<UUID> waiting(long organizationId) {
        return jdbc.sql("""
                        select id from job_run where exclusive_key = :key and state = 'QUEUED'
                        order by id limit 1 for update
                        """)
                .param("key", key(organizationId))
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .optional();
    }

    /** What keeps runs of an organization from overlapping. */
    static String key(long organizationId) {
        return JOB + ":" + organizationId;
    }

    static RunRequest request(
            long organizationId, Map<String, Object> payload, @Nullable String dedupKey, int priority) {
        return new RunRequest(organizationId, JOB, payload, dedupKey, key(organizationId), priority, true);
    }
}
