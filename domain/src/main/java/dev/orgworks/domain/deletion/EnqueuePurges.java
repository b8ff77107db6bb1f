package dev.orgworks.domain.deletion;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Has organizations purged that were deleted as long ago as {@code orgworks.deletion.keep}; the daily housekeeping asks. */
@Component
@EnableConfigurationProperties(DeletionSettings.class)
public class EnqueuePurges implements Clearing {

    /** The job that purges an organization. */
    public static final String JOB = "organizationPurge";

    /** The key of the job's payload under which the organization's id stands. */
    public static final String ORGANIZATION_ID = "purgedOrganizationId";

    private static final int PRIORITY = -10;

    private final JdbcClient jdbc;
    private final EnqueueRun enqueue;
    private final DeletionSettings settings;

    EnqueuePurges(JdbcClient jdbc, EnqueueRun enqueue, DeletionSettings settings) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "organizations";
    }

    /** The run is the platform's: the organization's own go with it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void enqueue(Actor actor, long organizationId) {
        String exclusive = JOB + ":" + organizationId;
        enqueue.enqueue(
                actor,
                new RunRequest(null, JOB, Map.of(ORGANIZATION_ID, organizationId), null, exclusive, PRIORITY, true));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        List<Long> due = jdbc.sql("""
                        select id from organization o
                        where o.deleted_at < :before
                          and not exists (select 1 from job_run r
                                          where r.exclusive_key = concat('organizationPurge:', o.id)
                                            and r.state in ('QUEUED', 'RUNNING', 'CANCELLING'))
                        order by o.deleted_at limit :limit for update skip locked
                        """)
                .param("before", Timestamp.from(now.minus(settings.keep())))
                .param("limit", limit)
                .query(Long.class)
                .list();
        due.forEach(organization -> enqueue(Actor.job(JOB), organization));
        return due.size();
    }
}
