package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes an export's row. */
@Component
class WriteExport {

    private final JdbcClient jdbc;
    private final FindExports exports;
    private final ReadScheduledReport scheduled;
    private final JsonMapper json;
    private final InstantSource clock;

    WriteExport(
            JdbcClient jdbc, FindExports exports, ReadScheduledReport scheduled, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.scheduled = scheduled;
        this.json = json;
        this.clock = clock;
    }

    /** The export of a run; it is made when it is missing, which is so for those that a schedule began. */
    @Transactional(propagation = Propagation.MANDATORY)
    ReportExport ofRun(UUID runId) {
        return exports.byRun(runId).orElseGet(() -> made(runId));
    }

    /** The same for a run that ended; empty when what it was to make cannot be read: then there was no export. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<ReportExport> ofEnded(UUID runId) {
        try {
            return Optional.of(exports.byRun(runId).orElseGet(() -> made(runId)));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private ReportExport made(UUID runId) {
        ReadScheduledReport.Scheduled wish = scheduled.of(runId);
        insert(wish.organizationId(), runId, wish.definition(), wish.scheduleId(), wish.scheduledFor(), wish.by());
        return exports.byRun(runId).orElseThrow();
    }

    /** A new export, QUEUED; the definition is kept with the zone that holds now. */
    @Transactional(propagation = Propagation.MANDATORY)
    void insert(
            long organizationId,
            UUID runId,
            ExportDefinition definition,
            @Nullable UUID scheduleId,
            @Nullable Instant scheduledFor,
            String by) {
        jdbc.sql("""
                        insert into report_export (organization_id, run_id, schedule_id, scheduled_for, type, format,
                                                   definition, state, created_by, created_at)
                        values (:organization, :run, :schedule, :for, :type, :format,
                                :definition, 'QUEUED', :by, :now)
                        """)
                .param("organization", organizationId)
                .param("run", BinaryUuid.bytes(runId))
                .param("schedule", scheduleId == null ? null : BinaryUuid.bytes(scheduleId))
                .param("for", scheduledFor == null ? null : Timestamp.from(scheduledFor))
                .param("type", definition.type().name())
                .param("format", definition.format().name())
                .param("definition", json.writeValueAsString(definition.in(zone(organizationId))))
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private ZoneId zone(long organizationId) {
        return ZoneId.of(jdbc.sql("select time_zone from organization where id = :id")
                .param("id", organizationId)
                .query(String.class)
                .single());
    }
}
