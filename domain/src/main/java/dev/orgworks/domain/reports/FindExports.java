package dev.orgworks.domain.reports;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads exports. */
@Component
public class FindExports {

    /** Which exports; null: all. */
    public record Filter(
            @Nullable ReportType type,
            @Nullable ReportFormat format,
            @Nullable ExportState state,
            @Nullable UUID scheduleId) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindExports(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A page of an organization's exports, the newest first. */
    public List<ReportExport> page(long organizationId, Filter filter, int limit, long offset) {
        return matching("select *", organizationId, filter, " order by id desc limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query((rs, rowNumber) -> ExportRow.of(rs, json))
                .list();
    }

    /** How many match. */
    public long count(long organizationId, Filter filter) {
        return matching("select count(*)", organizationId, filter, "")
                .query(Long.class)
                .single();
    }

    /**
     * One export.
     *
     * @throws NotFoundException when the organization has none of this id
     */
    public ReportExport byId(long organizationId, long id) {
        return jdbc.sql("select * from report_export where id = :id and organization_id = :organization")
                .param("id", id)
                .param("organization", organizationId)
                .query((rs, rowNumber) -> ExportRow.of(rs, json))
                .optional()
                .orElseThrow(() -> new NotFoundException("Export", id));
    }

    /** The export that a run makes, if that has begun. */
    public Optional<ReportExport> byRun(UUID runId) {
        return jdbc.sql("select * from report_export where run_id = :run")
                .param("run", BinaryUuid.bytes(runId))
                .query((rs, rowNumber) -> ExportRow.of(rs, json))
                .optional();
    }

    private JdbcClient.StatementSpec matching(String select, long organizationId, Filter filter, String rest) {
        UUID schedule = filter.scheduleId();
        String sql = select + " from report_export where organization_id = :organization"
                + (filter.type() == null ? "" : " and type = :type")
                + (filter.format() == null ? "" : " and format = :format")
                + (filter.state() == null ? "" : " and state = :state")
                + (schedule == null ? "" : " and schedule_id = :schedule")
                + rest;
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("type", name(filter.type()))
                .param("format", name(filter.format()))
                .param("state", name(filter.state()))
                .param("schedule", schedule == null ? null : BinaryUuid.bytes(schedule));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
