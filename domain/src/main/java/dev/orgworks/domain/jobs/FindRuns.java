package dev.orgworks.domain.jobs;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads runs and their events, never beyond the caller's reach; the platform's own runs are for those who reach everything. */
@Component
public class FindRuns {

    /**
     * Which runs; null everywhere: all of them.
     *
     * @param createdFrom the first instant
     * @param createdTo the instant after the last
     */
    public record Filter(
            @Nullable Long organizationId,
            @Nullable String type,
            @Nullable RunState state,
            @Nullable Instant createdFrom,
            @Nullable Instant createdTo) {}

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String MATCHING = """
             from job_run
            where (:everything or organization_id in (:ids))
              and (:organization is null or organization_id = :organization)
              and (:type is null or type = :type)
              and (:state is null or state = :state)
              and (:from is null or created_at >= :from)
              and (:to is null or created_at < :to)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindRuns(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A page of the runs that match, newest first. */
    public List<JobRun> list(Reach reach, Filter filter, int limit, long offset) {
        return matching("select *" + MATCHING + " order by id desc limit :limit offset :offset", reach, filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many runs {@link #list} pages through. */
    public long count(Reach reach, Filter filter) {
        return matching("select count(*)" + MATCHING, reach, filter)
                .query(Long.class)
                .single();
    }

    /**
     * One run.
     *
     * @throws NotFoundException when there is none, or none within reach
     */
    public JobRun byId(UUID id, Reach reach) {
        return find(id).filter(
                        run -> run.organizationId() == null ? reach.isEverything() : reach.covers(run.organizationId()))
                .orElseThrow(() -> new NotFoundException("Job", id));
    }

    /** One run, whoever may see it. */
    public Optional<JobRun> find(UUID id) {
        return jdbc.sql("select * from job_run where id = :id")
                .param("id", BinaryUuid.bytes(id))
                .query(this::row)
                .optional();
    }

    /** Whether a claim is still the run's latest, and nobody asked the run to stop. */
    public boolean isCurrent(ClaimRun.Claim claim) {
        return jdbc.sql(
                        "select exists (select 1 from job_run where id = :id and attempts = :attempt and state = 'RUNNING')")
                .param("id", BinaryUuid.bytes(claim.runId()))
                .param("attempt", claim.attempt())
                .query(Boolean.class)
                .single();
    }

    /** The run that a queued run waits for: one of its exclusive key that runs, or was enqueued before it. */
    public Optional<UUID> blockerOf(JobRun run) {
        if (run.state() != RunState.QUEUED || run.exclusiveKey() == null) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select id from job_run
                        where exclusive_key = :key
                          and (state in ('RUNNING', 'CANCELLING') or (state = 'QUEUED' and id < :id))
                        order by state = 'QUEUED', id limit 1
                        """)
                .param("key", run.exclusiveKey())
                .param("id", BinaryUuid.bytes(run.id()))
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .optional();
    }

    /** A run's events behind a number, in their order; only of these kinds. */
    public List<JobEvent> events(UUID runId, long after, Collection<EventKind> kinds, int limit) {
        return jdbc.sql("""
                        select * from job_event
                        where run_id = :id and seq > :after and kind in (:kinds) order by seq limit :limit
                        """)
                .param("id", BinaryUuid.bytes(runId))
                .param("after", after)
                .param("kinds", kinds.stream().map(EventKind::name).toList())
                .param("limit", limit)
                .query((rs, rowNumber) -> new JobEvent(
                        runId,
                        rs.getLong("seq"),
                        EventKind.valueOf(rs.getString("kind")),
                        rs.getTimestamp("at").toInstant(),
                        json.readValue(rs.getString("data"), OBJECT)))
                .list();
    }

    private JdbcClient.StatementSpec matching(String sql, Reach reach, Filter filter) {
        return jdbc.sql(sql)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .param("organization", filter.organizationId())
                .param("type", filter.type())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("from", timestamp(filter.createdFrom()))
                .param("to", timestamp(filter.createdTo()));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp timestamp = rs.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private JobRun row(ResultSet rs, int rowNumber) throws SQLException {
        String outcome = rs.getString("outcome");
        return new JobRun(
                BinaryUuid.of(rs.getBytes("id")),
                rs.getObject("organization_id", Long.class),
                rs.getString("type"),
                json.readValue(rs.getString("payload"), OBJECT),
                rs.getString("exclusive_key"),
                rs.getInt("priority"),
                rs.getBoolean("heavy"),
                RunState.valueOf(rs.getString("state")),
                instant(rs, "not_before"),
                rs.getInt("attempts"),
                rs.getInt("failures"),
                rs.getString("node"),
                instant(rs, "cancel_requested_at"),
                rs.getString("phase"),
                instant(rs, "phase_started_at"),
                rs.getLong("progress_base"),
                rs.getLong("progress_done"),
                rs.getObject("progress_total", Long.class),
                rs.getObject("batch_execution_id", Long.class),
                outcome == null ? Map.of() : json.readValue(outcome, OBJECT),
                rs.getString("error"),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant(),
                instant(rs, "started_at"),
                instant(rs, "finished_at"));
    }
}
