package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.SchedulableJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the runs of which somebody is to be told something. */
@Component
class FindReportsToTell {

    private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};
    private static final Logger LOG = LoggerFactory.getLogger(FindReportsToTell.class);
    private static final int AT_ONCE = 100;
    private static final int USUAL_MINUTES = 60;

    private static final String RUN = """
            select r.id, r.organization_id, r.payload, r.started_at, o.name as organization, s.name as schedule
            from job_run r
            join organization o on o.id = r.organization_id
            left join job_schedule_run i on i.run_id = r.id
            left join job_schedule s on s.id = i.schedule_id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindReportsToTell(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    ReportRun run(UUID id) {
        return jdbc.sql(RUN + " where r.id = :id")
                .param("id", BinaryUuid.bytes(id))
                .query(this::row)
                .single();
    }

    /** Scheduled ones that have not begun though their window is over, and of which nobody was told that they are late. */
    List<ReportRun> late(Instant now) {
        return jdbc.sql(RUN + """
                         where r.type = :type and r.state = 'QUEUED' and r.started_at is null and o.deleted_at is null
                           and i.scheduled_for is not null
                           and timestampadd(minute, coalesce(json_value(r.payload, '$.startWithinMinutes'), 60) + 0,
                                            i.scheduled_for) <= :now
                           and not exists (select 1 from webhook_event v
                                           where v.organization_id = r.organization_id
                                             and v.event_key = convert(concat(:event, ':', lower(hex(r.id))) using ascii))
                         order by i.scheduled_for, r.id limit :limit
                        """)
                .param("type", RequestExport.JOB)
                .param("now", Timestamp.from(now))
                .param("event", TellReports.LATE.word())
                .param("limit", AT_ONCE)
                .query(this::row)
                .list();
    }

    private ReportRun row(ResultSet rs, int rowNumber) throws SQLException {
        Map<String, Object> payload = json.readValue(rs.getString("payload"), PAYLOAD);
        Optional<ReportJob> job = job(payload);
        Object schedule = payload.get(SchedulableJob.SCHEDULE_ID);
        Object scheduledFor = payload.get(SchedulableJob.SCHEDULED_FOR);
        Timestamp started = rs.getTimestamp("started_at");
        String name = rs.getString("schedule");
        return new ReportRun(
                BinaryUuid.of(rs.getBytes("id")),
                rs.getLong("organization_id"),
                rs.getString("organization"),
                name != null ? name : job.map(one -> one.report().type().word()).orElse("report"),
                schedule == null ? null : UUID.fromString(schedule.toString()),
                instant(scheduledFor),
                job.map(ReportJob::recipients).orElse(List.of()),
                job.map(ReportJob::attach).orElse(false),
                job.map(ReportJob::startWithinMinutes).orElse(USUAL_MINUTES),
                started == null ? null : started.toInstant());
    }

    /** Empty: of an earlier version, which meant something else. A run must end even so. */
    private static Optional<ReportJob> job(Map<String, Object> payload) {
        try {
            return Optional.of(ReportJob.of(payload));
        } catch (InvalidInputException e) {
            LOG.warn("A report has a payload that means nothing any more: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable Instant instant(@Nullable Object text) {
        return text == null ? null : Instant.parse(text.toString());
    }
}
