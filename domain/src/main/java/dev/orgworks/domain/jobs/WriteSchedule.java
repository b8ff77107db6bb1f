package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a schedule's row, the new or the changed one. */
@Component
class WriteSchedule {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    WriteSchedule(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void write(Schedule schedule) {
        jdbc.sql("""
                        insert into job_schedule (id, organization_id, name, type, cron, cadence, time_zone, computed_zone,
                                                  parameters, catch_up, paused_at, paused_by, pause_reason, resume_at, next_at,
                                                  last_at, version, created_by, created_at, updated_at)
                        values (:id, :organization, :name, :type, :cron, :cadence, :zone, :computedZone,
                                :parameters, :catchUp, :pausedAt, :pausedBy, :reason, :resumeAt, :next,
                                :last, :version, :by, :created, :updated)
                        on duplicate key update
                            name = values(name), cron = values(cron), cadence = values(cadence),
                            time_zone = values(time_zone), computed_zone = values(computed_zone),
                            parameters = values(parameters), catch_up = values(catch_up), paused_at = values(paused_at),
                            paused_by = values(paused_by), pause_reason = values(pause_reason),
                            resume_at = values(resume_at), next_at = values(next_at),
                            version = values(version), updated_at = values(updated_at)
                        """).params(values(schedule)).update();
    }

    private Map<String, @Nullable Object> values(Schedule schedule) {
        Schedule.Pause pause = schedule.pause();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", BinaryUuid.bytes(schedule.id()));
        values.put("organization", schedule.organizationId());
        values.put("name", schedule.name());
        values.put("type", schedule.type());
        values.put("cron", schedule.rhythm() instanceof Cron cron ? cron.text() : null);
        values.put("cadence", schedule.rhythm() instanceof Cadence cadence ? json.writeValueAsString(cadence) : null);
        values.put(
                "zone", schedule.ownZone() == null ? null : schedule.ownZone().getId());
        values.put("computedZone", schedule.zone().getId());
        values.put("parameters", json.writeValueAsString(schedule.parameters()));
        values.put("catchUp", schedule.catchUp().name());
        values.put("pausedAt", pause == null ? null : Timestamp.from(pause.at()));
        values.put("pausedBy", pause == null ? null : pause.by());
        values.put("reason", pause == null ? null : pause.reason());
        values.put("resumeAt", pause == null ? null : timestamp(pause.resumeAt()));
        values.put("next", timestamp(schedule.nextAt()));
        values.put("last", timestamp(schedule.lastAt()));
        values.put("version", schedule.version());
        values.put("by", schedule.createdBy());
        values.put("created", Timestamp.from(schedule.createdAt()));
        values.put("updated", Timestamp.from(schedule.updatedAt()));
        return values;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
