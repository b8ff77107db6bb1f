package dev.orgworks.domain.jobs;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
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

/** Reads schedules and the runs that came of them, never beyond the caller's reach. */
@Component
public class FindSchedules {

    /**
     * Which schedules; null everywhere: all of them.
     *
     * @param parameter what one of their parameters has to be
     */
    public record Filter(
            @Nullable Long organizationId,
            @Nullable String type,
            @Nullable Boolean paused,
            @Nullable Parameter parameter) {

        /** Whatever their parameters are. */
        public Filter(@Nullable Long organizationId, @Nullable String type, @Nullable Boolean paused) {
            this(organizationId, type, paused, null);
        }
    }

    /**
     * A parameter.
     *
     * @param path where it stands, such as {@code $.report.type}
     */
    public record Parameter(String path, String value) {}

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int MOST_UNFINISHED = 200;
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final String SCHEDULES = """
            select s.*, o.time_zone as organization_zone
            from job_schedule s left join organization o on o.id = s.organization_id
            """;
    private static final String MATCHING = """
            where (:everything or s.organization_id in (:ids))
              and (:organization is null or s.organization_id = :organization)
              and (:type is null or s.type = :type)
              and (:paused is null or (s.paused_at is not null) = :paused)
              and (:path is null or json_unquote(json_extract(s.parameters, coalesce(:path, '$'))) = :value)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FindRuns runs;

    FindSchedules(JdbcClient jdbc, JsonMapper json, FindRuns runs) {
        this.jdbc = jdbc;
        this.json = json;
        this.runs = runs;
    }

    /** A page of the schedules that match, newest first. */
    public List<Schedule> list(Reach reach, Filter filter, int limit, long offset) {
        return matching(SCHEDULES + MATCHING + " order by s.id desc limit :limit offset :offset", reach, filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many schedules {@link #list} pages through. */
    public long count(Reach reach, Filter filter) {
        return matching("select count(*) from job_schedule s " + MATCHING, reach, filter)
                .query(Long.class)
                .single();
    }

    /**
     * One schedule.
     *
     * @throws NotFoundException when there is none, or none within reach
     */
    public Schedule byId(UUID id, Reach reach) {
        return byIds(List.of(id)).stream()
                .filter(found ->
                        found.organizationId() == null ? reach.isEverything() : reach.covers(found.organizationId()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("Schedule", id));
    }

    /** Its last runs, the newest first. */
    public List<ScheduledRun> lastRuns(UUID id, int most) {
        return jdbc.sql("""
                        select run_id, scheduled_for from job_schedule_run
                        where schedule_id = :id order by run_id desc limit :most
                        """).param("id", BinaryUuid.bytes(id)).param("most", most).query(this::link).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** The run that is on a thread now. */
    public Optional<ScheduledRun> running(UUID id) {
        return jdbc.sql("""
                        select l.run_id, l.scheduled_for
                        from (select * from job_schedule_run where schedule_id = :id order by run_id desc limit :most) l
                        join job_run r on r.id = l.run_id
                        where r.state in ('RUNNING', 'CANCELLING') order by l.run_id limit 1
                        """)
                .param("id", BinaryUuid.bytes(id))
                .param("most", MOST_UNFINISHED)
                .query(this::link)
                .optional()
                .flatMap(run -> run);
    }

    /** These, in no order. */
    List<Schedule> byIds(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SCHEDULES + " where s.id in (:ids)")
                .param("ids", ids.stream().map(BinaryUuid::bytes).toList())
                .query(this::row)
                .list();
    }

    /** Those of a type of which something is so at an instant, by a condition on {@code s}, {@code :type} and {@code :now}. */
    List<Schedule> where(String condition, String type, Instant now) {
        return jdbc.sql(SCHEDULES + " where " + condition + " order by s.id")
                .param("type", type)
                .param("now", Timestamp.from(now))
                .query(this::row)
                .list();
    }

    /**
     * The schedule, which nobody else changes until the transaction ends.
     *
     * @throws NotFoundException when it is gone
     */
    Schedule locked(UUID id) {
        List<UUID> found = jdbc.sql("select id from job_schedule where id = :id for update")
                .param("id", BinaryUuid.bytes(id))
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list();
        return byIds(found).stream().findFirst().orElseThrow(() -> new NotFoundException("Schedule", id));
    }

    /** The zone of an organization's schedules that name none; of the platform's it is UTC. */
    ZoneId zoneOf(@Nullable Long organizationId) {
        return organizationId == null
                ? UTC
                : jdbc.sql("select time_zone from organization where id = :id")
                        .param("id", organizationId)
                        .query((rs, rowNumber) -> ZoneId.of(rs.getString("time_zone")))
                        .single();
    }

    private JdbcClient.StatementSpec matching(String sql, Reach reach, Filter filter) {
        return jdbc.sql(sql)
                .param("everything", reach.isEverything())
                .param("ids", reach.ids())
                .param("organization", filter.organizationId())
                .param("type", filter.type())
                .param("paused", filter.paused())
                .param(
                        "path",
                        filter.parameter() == null ? null : filter.parameter().path())
                .param(
                        "value",
                        filter.parameter() == null ? null : filter.parameter().value());
    }

    private Optional<ScheduledRun> link(ResultSet rs, int rowNumber) throws SQLException {
        Instant scheduledFor = instant(rs, "scheduled_for");
        return runs.find(BinaryUuid.of(rs.getBytes("run_id"))).map(run -> new ScheduledRun(scheduledFor, run));
    }

    private Schedule row(ResultSet rs, int rowNumber) throws SQLException {
        ZoneId own = zone(rs, "time_zone");
        ZoneId organizations = zone(rs, "organization_zone");
        Instant pausedAt = instant(rs, "paused_at");
        return new Schedule(
                BinaryUuid.of(rs.getBytes("id")),
                rs.getObject("organization_id", Long.class),
                rs.getString("name"),
                rs.getString("type"),
                rhythm(rs.getString("cron"), rs.getString("cadence")),
                own,
                own != null ? own : organizations != null ? organizations : UTC,
                json.readValue(rs.getString("parameters"), OBJECT),
                CatchUp.valueOf(rs.getString("catch_up")),
                pausedAt == null
                        ? null
                        : new Schedule.Pause(
                                pausedAt,
                                rs.getString("paused_by"),
                                rs.getString("pause_reason"),
                                instant(rs, "resume_at")),
                instant(rs, "next_at"),
                instant(rs, "last_at"),
                rs.getLong("version"),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant());
    }

    private Rhythm rhythm(@Nullable String cron, @Nullable String cadence) {
        return cron != null ? Cron.parse(cron) : json.readValue(String.valueOf(cadence), Cadence.class);
    }

    private static @Nullable ZoneId zone(ResultSet rs, String column) throws SQLException {
        String zone = rs.getString(column);
        return zone == null ? null : ZoneId.of(zone);
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp timestamp = rs.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
