package dev.orgworks.domain.sis;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads imports and the problems of their rows. */
@Component
public class FindImports {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindImports(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A page of an organization's imports, newest first. */
    public List<SisImport> list(long organizationId, int limit, long offset) {
        return jdbc.sql("""
                        select * from sis_import where organization_id = :organization
                        order by id desc limit :limit offset :offset
                        """)
                .param("organization", organizationId)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many imports {@link #list} pages through. */
    public long count(long organizationId) {
        return jdbc.sql("select count(*) from sis_import where organization_id = :organization")
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    /**
     * One import.
     *
     * @throws NotFoundException when the organization has none of this id
     */
    public SisImport byId(long organizationId, long id) {
        return jdbc.sql("select * from sis_import where id = :id and organization_id = :organization")
                .param("id", id)
                .param("organization", organizationId)
                .query(this::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Import", id));
    }

    /** One import, for the job that carries it out. */
    public SisImport byId(long id) {
        return jdbc.sql("select * from sis_import where id = :id")
                .param("id", id)
                .query(this::row)
                .single();
    }

    SisImport byRun(UUID runId) {
        return jdbc.sql("select * from sis_import where run_id = :run or apply_run_id = :run")
                .param("run", BinaryUuid.bytes(runId))
                .query(this::row)
                .single();
    }

    /** The first problems of an import, errors and warnings, in the order of the file. */
    public List<PlacedProblem> firstProblems(long importId, int limit) {
        return problems(importId, 0, List.of(RowProblem.Severity.values()), limit);
    }

    /** The errors of rows behind a row, in the order of the file. */
    List<PlacedProblem> errors(long importId, long afterRow, int limit) {
        return problems(importId, afterRow, List.of(RowProblem.Severity.ERROR), limit);
    }

    private List<PlacedProblem> problems(
            long importId, long afterRow, List<RowProblem.Severity> severities, int limit) {
        return jdbc.sql("""
                        select * from sis_problem
                        where import_id = :import and row_no > :after and severity in (:severities)
                        order by row_no, seq limit :limit
                        """)
                .param("severities", severities.stream().map(Enum::name).toList())
                .param("import", importId)
                .param("after", afterRow)
                .param("limit", limit)
                .query(FindImports::problem)
                .list();
    }

    /** A problem of a row of sis_problem. */
    static PlacedProblem problem(ResultSet rs, int rowNumber) throws SQLException {
        return new PlacedProblem(
                new Position(rs.getLong("byte_offset"), rs.getLong("line_no"), rs.getLong("row_no"), 0),
                new RowProblem(
                        RowProblem.Severity.valueOf(rs.getString("severity")),
                        RowProblem.Code.valueOf(rs.getString("code")),
                        rs.getString("column_name"),
                        rs.getString("message")));
    }

    private ImportOptions options(ResultSet rs) throws SQLException {
        String mapping = rs.getString("column_mapping");
        return new ImportOptions(
                ImportOptions.Mode.valueOf(rs.getString("mode")),
                rs.getBoolean("dry_run"),
                ImportOptions.OnMissing.valueOf(rs.getString("on_missing")),
                rs.getObject("change_threshold_percent", Integer.class),
                rs.getObject("change_threshold_count", Long.class),
                rs.getBoolean("override_manual_edits"),
                mapping == null ? null : json.readValue(mapping, ColumnMapping.class));
    }

    private SisImport row(ResultSet rs, int rowNumber) throws SQLException {
        String facts = rs.getString("file_facts");
        String guard = rs.getString("guard_facts");
        Timestamp planned = rs.getTimestamp("planned_at");
        Timestamp finished = rs.getTimestamp("finished_at");
        byte[] applyRun = rs.getBytes("apply_run_id");
        Timestamp decided = rs.getTimestamp("decided_at");
        return new SisImport(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                BinaryUuid.of(rs.getBytes("run_id")),
                applyRun == null ? null : BinaryUuid.of(applyRun),
                ImportState.valueOf(rs.getString("state")),
                rs.getString("file_name"),
                rs.getLong("size_bytes"),
                HexFormat.of().formatHex(rs.getBytes("sha256")),
                rs.getString("upload"),
                rs.getString("roster"),
                options(rs),
                rs.getString("own_login_key"),
                facts == null ? null : json.readValue(facts, RosterFile.class),
                new ImportCounts(
                        rs.getLong("rows_staged"),
                        rs.getLong("rows_blank"),
                        rs.getLong("rows_created"),
                        rs.getLong("rows_updated"),
                        rs.getLong("rows_unchanged"),
                        rs.getLong("rows_suspended"),
                        rs.getLong("rows_removed"),
                        rs.getLong("rows_duplicate"),
                        rs.getLong("rows_rejected"),
                        rs.getLong("rows_missing"),
                        rs.getLong("rows_warned")),
                guard == null ? null : json.readValue(guard, GuardFacts.class),
                (Long) rs.getObject("first_learner"),
                planned == null ? null : planned.toInstant(),
                decided == null
                        ? null
                        : new SisImport.Decided(
                                rs.getString("decided_by"), decided.toInstant(), rs.getString("decision_note")),
                rs.getString("created_by"),
                rs.getTimestamp("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
