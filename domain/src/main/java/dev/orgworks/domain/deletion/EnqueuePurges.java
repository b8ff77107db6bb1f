package dev.orgworks.domain.deletion;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private static final Duration RETRY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final EnqueueRun enqueue;
    private final DeletionSettings settings;
    private final InstantSource clock;

    EnqueuePurges(JdbcClient jdbc, EnqueueRun enqueue, DeletionSettings settings, InstantSource clock) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "organizations";
    }

    /** From here on nobody can restore it. The run is the platform's: the organization's own go with it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void enqueue(Actor actor, long organizationId) {
        jdbc.sql("update organization set purging_at = :now where id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", organizationId)
                .update();
        String exclusive = JOB + ":" + organizationId;
        enqueue.enqueue(
                actor,
                new RunRequest(null, JOB, Map.of(ORGANIZATION_ID, organizationId), null, exclusive, PRIORITY, true));
    }

    /** One whose purge failed comes again after a day. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        List<Long> due = jdbc.sql("""
                        select id from organization
                        where deleted_at < :before and (purging_at is null or purging_at < :retry)
                        order by deleted_at limit :limit for update skip locked
                        """)
                .param("before", Timestamp.from(now.minus(settings.keep())))
                .param("retry", Timestamp.from(now.minus(RETRY)))
                .param("limit", limit)
                .query(Long.class)
                .list();
        due.forEach(organization -> enqueue(Actor.job(JOB), organization));
        return due.size();
    }
}
