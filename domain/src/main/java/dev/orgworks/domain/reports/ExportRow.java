package dev.orgworks.domain.reports;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An export as its row in the database has it. */
final class ExportRow {

    private ExportRow() {}

    static ReportExport of(ResultSet rs, JsonMapper json) throws SQLException {
        byte[] schedule = rs.getBytes("schedule_id");
        byte[] sha256 = rs.getBytes("sha256");
        return new ReportExport(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                BinaryUuid.of(rs.getBytes("run_id")),
                schedule == null ? null : BinaryUuid.of(schedule),
                instant(rs, "scheduled_for"),
                json.readValue(rs.getString("definition"), ExportDefinition.class),
                ExportState.valueOf(rs.getString("state")),
                instant(rs, "as_of"),
                number(rs, "row_count"),
                number(rs, "size_bytes"),
                sha256 == null ? null : HexFormat.of().formatHex(sha256),
                rs.getString("stored_as"),
                rs.getString("error"),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant(),
                instant(rs, "finished_at"),
                instant(rs, "expires_at"));
    }

    private static @Nullable Long number(ResultSet rs, String column) throws SQLException {
        long number = rs.getLong(column);
        return rs.wasNull() ? null : number;
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
