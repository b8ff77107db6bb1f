package dev.orgworks.domain.reports;

import dev.orgworks.domain.activity.ActivityTaken;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Enqueues the rollup of an organization's summary; runs of one organization never overlap. */
@Component
public class EnqueueSummary {

    /** The job's name. */
    public static final String JOB = "reportRollup";

    /** The key of the job's payload under which stands whether it counts everything; if not, it adds up new facts alone. */
    public static final String WHOLE = "whole";

    /** Facts that come in one batch behind the other are not added up after each of them. */
    static final Duration BETWEEN = Duration.ofMinutes(1);

    private static final int PRIORITY = -3;

    private final JdbcClient jdbc;
    private final EnqueueRun enqueue;
    private final JsonMapper json;
    private final InstantSource clock;

    EnqueueSummary(JdbcClient jdbc, EnqueueRun enqueue, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Has everything counted, unless a run waits that will.
     *
     * @return the run's id
     */
    @Transactional
    public UUID enqueue(Actor actor, long organizationId) {
        return waiting(organizationId, List.of(true))
                .orElseGet(() -> enqueue.enqueue(actor, request(organizationId, true)));
    }

    /** Has new facts added up, unless a run waits that will, or one began a moment ago: then the schedule sees to it. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ActivityTaken taken) {
        long organization = taken.organizationId();
        boolean recent = jdbc.sql("""
                        select 1 from summary_state where organization_id = :organization and begun_at > :before
                        """)
                .param("organization", organization)
                .param("before", Timestamp.from(clock.instant().minus(BETWEEN)))
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!recent && waiting(organization, List.of(true, false)).isEmpty()) {
            enqueue.enqueue(Actor.job(JOB), request(organization, false));
        }
    }

    /** A run that waits is locked, so that it does not begin before the caller's transaction ends. */
    private Optional<UUID> waiting(long organizationId, List<Boolean> whole) {
        return jdbc.sql("""
                        select id from job_run
                        where exclusive_key = :key and state = 'QUEUED' and payload in (:payloads)
                        order by id limit 1 for update
                        """)
                .param("key", key(organizationId))
                .param(
                        "payloads",
                        whole.stream()
                                .map(each -> json.writeValueAsString(payload(each)))
                                .toList())
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .optional();
    }

    /** What keeps runs of an organization from overlapping. */
    static String key(long organizationId) {
        return JOB + ":" + organizationId;
    }

    static RunRequest request(long organizationId, boolean whole) {
        return new RunRequest(organizationId, JOB, payload(whole), null, key(organizationId), PRIORITY, true);
    }

    private static Map<String, Object> payload(boolean whole) {
        return Map.of(WHOLE, whole);
    }
}
