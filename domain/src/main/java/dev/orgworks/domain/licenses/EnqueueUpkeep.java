package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Enqueues the upkeep of an organization's licences; runs of one organization never overlap. */
@Component
public class EnqueueUpkeep {

    /** The job's name. */
    public static final String JOB = "licenseUpkeep";

    /** The key of the job's payload under which stands whether it looks at every learner and seat. */
    public static final String WHOLE = "whole";

    private static final int PRIORITY = -5;

    private final JdbcClient jdbc;
    private final EnqueueRun enqueue;
    private final JsonMapper json;

    EnqueueUpkeep(JdbcClient jdbc, EnqueueRun enqueue, JsonMapper json) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.json = json;
    }

    /**
     * Has the job look at what the caller's transaction changes, unless a run waits that will. That run is locked, so that it
     * does not begin before the change can be seen. Two who ask at the same moment may enqueue two; the second finds nothing to do.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void of(long organizationId) {
        RunRequest request = request(organizationId, true, null);
        if (jdbc.sql("""
                        select id from job_run where exclusive_key = :key and state = 'QUEUED' and payload = :payload
                        limit 1 for update
                        """)
                .param("key", request.exclusiveKey())
                .param("payload", json.writeValueAsString(request.payload()))
                .query(byte[].class)
                .list()
                .isEmpty()) {
            enqueue.enqueue(Actor.job(JOB), request);
        }
    }

    /** What keeps runs of an organization from overlapping. */
    static String key(long organizationId) {
        return JOB + ":" + organizationId;
    }

    static RunRequest request(long organizationId, boolean whole, @Nullable String dedupKey) {
        return new RunRequest(
                organizationId, JOB, Map.of(WHOLE, whole), dedupKey, key(organizationId), PRIORITY, whole);
    }
}
