package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Enqueues the upkeep of an organization's licences; runs of one organization never overlap. */
@Component
public class EnqueueUpkeep {

    /** The job's name. */
    public static final String JOB = "licenseUpkeep";

    private static final int PRIORITY = -5;

    private final JdbcClient jdbc;
    private final EnqueueRun enqueue;

    EnqueueUpkeep(JdbcClient jdbc, EnqueueRun enqueue) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
    }

    /**
     * Has the job look at what the caller's transaction changes, unless a run waits that will. That run is locked, so that it
     * does not begin before the change can be seen. Two who ask at the same moment may enqueue two; the second finds nothing to do.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void of(long organizationId) {
        if (jdbc.sql("select id from job_run where exclusive_key = :key and state = 'QUEUED' limit 1 for update")
                .param("key", key(organizationId))
                .query(byte[].class)
                .list()
                .isEmpty()) {
            enqueue.enqueue(Actor.job(JOB), request(organizationId));
        }
    }

    /** What keeps runs of an organization from overlapping. */
    static String key(long organizationId) {
        return JOB + ":" + organizationId;
    }

    static RunRequest request(long organizationId) {
        return new RunRequest(organizationId, JOB, Map.of(), null, key(organizationId), PRIORITY, true);
    }
}
