package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.PlannedRow.Change;
import dev.orgworks.domain.sis.PlannedRow.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads a plan, before and after it is applied. Rows that change nothing are not in it, but for those that show what was
 * edited by hand.
 */
@Component
public class FindPlan {

    private static final List<LearnerField> FIELDS = List.of(LearnerField.values());

    private static final String ROWS = """
            select s.row_no, s.line_no, s.byte_offset, s.action, s.changed_fields, s.kept_fields,
                   coalesce(j.learner_id, s.learner_id) as learner_id, j.row_no is not null as applied, %s
            from sis_stage s force index (primary)
            left join sis_journal j force index (primary) on j.import_id = s.import_id and j.row_no = s.row_no
            left join learner l force index (primary) on l.id = s.learner_id
            where s.import_id = :import and s.row_no > :after
            """.formatted(Stream.of("s", "j", "l")
            .flatMap(table -> FIELDS.stream().map(field -> "%1$s.%2$s as %1$s_%2$s".formatted(table, field.column())))
            .collect(Collectors.joining(", ")));

    private final JdbcClient jdbc;
    private final Uploads uploads;
    private final FindRemains remains;

    FindPlan(JdbcClient jdbc, Uploads uploads, FindRemains remains) {
        this.jdbc = jdbc;
        this.uploads = uploads;
        this.remains = remains;
    }

    /**
     * Rows of the plan, in the order of the file; behind the file's rows the learners whom it does not name.
     *
     * @param action only rows that do this; null: all
     * @param after the number of the last row of the page before; 0 for the first page
     * @throws ConflictException when there is no plan
     * @throws GoneException when it is no longer kept
     */
    public List<PlannedRow> page(SisImport subject, @Nullable RowAction action, long after, int limit) {
        if (subject.plannedAt() == null) {
            throw subject.state().isFinished()
                    ? new ConflictException(
                            "NOT_PLANNED", "The import ended before it had a plan; upload the file again")
                    : new ConflictException(
                            "NOT_PLANNED_YET",
                            "The import is %s and has no plan yet; ask again when it is past that"
                                    .formatted(subject.state()));
        }
        Remains left = remains.of(subject.id());
        left.needStaging();
        left.needJournal();
        List<Staged> staged = jdbc.sql(
                        ROWS + (action == null ? "" : " and s.action = :action") + " order by s.row_no limit :limit")
                .param("import", subject.id())
                .param("after", after)
                .param("action", action == null ? null : action.name())
                .param("limit", limit)
                .query((rs, index) -> staged(rs))
                .list();
        Map<Long, List<PlacedProblem>> problems = problems(subject.id(), staged);
        return staged.stream()
                .map(row ->
                        planned(subject, row, problems.getOrDefault(row.place().row(), List.of())))
                .toList();
    }

    /** A row of the stage, with the learner as he was or is before it. */
    private record Staged(
            Position place,
            RowAction action,
            int changed,
            int kept,
            @Nullable Long learnerId,
            Map<LearnerField, String> before,
            Map<LearnerField, String> after) {}

    private static Staged staged(ResultSet rs) throws SQLException {
        RowAction action = RowAction.valueOf(rs.getString("action"));
        // the journal has nothing of a created learner, who was not there before
        String before = rs.getBoolean("applied") && action != RowAction.CREATE ? "j_" : "l_";
        return new Staged(
                new Position(rs.getLong("byte_offset"), rs.getLong("line_no"), rs.getLong("row_no"), 0),
                action,
                rs.getInt("changed_fields"),
                rs.getInt("kept_fields"),
                rs.getObject("learner_id", Long.class),
                fields(rs, before),
                fields(rs, "s_"));
    }

    private static Map<LearnerField, String> fields(ResultSet rs, String prefix) throws SQLException {
        Map<LearnerField, String> values = new EnumMap<>(LearnerField.class);
        for (LearnerField field : FIELDS) {
            String value = rs.getString(prefix + field.column());
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }

    private PlannedRow planned(SisImport subject, Staged row, List<PlacedProblem> problems) {
        boolean inFile = row.place().row() <= subject.counts().rows();
        String id =
                row.after().getOrDefault(LearnerField.EXTERNAL_ID, row.before().get(LearnerField.EXTERNAL_ID));
        RosterRow said = inFile && (id == null || row.kept() != 0) ? said(subject, row.place()) : null;
        return new PlannedRow(
                row.place().row(),
                inFile ? row.place().line() : null,
                row.action(),
                id != null || said == null ? id : said.value(LearnerField.EXTERNAL_ID),
                row.learnerId(),
                LearnerField.of(row.changed()).stream()
                        .map(field -> new Change(
                                field, row.before().get(field), row.after().get(field)))
                        .toList(),
                LearnerField.of(row.kept()).stream()
                        .map(field -> new Kept(field, row.before().get(field), said == null ? null : text(said, field)))
                        .toList(),
                problems);
    }

    private static @Nullable String text(RosterRow said, LearnerField field) {
        String value = said.value(field);
        return value == null || value.isEmpty() ? null : value;
    }

    /** What the row says is read from the upload, which is kept for a shorter time than the plan may be. */
    private @Nullable RosterRow said(SisImport subject, Position place) {
        if (!Files.exists(uploads.file(subject.rows()))) {
            return null;
        }
        try (RosterReader reader = uploads.read(subject, place)) {
            return reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<Long, List<PlacedProblem>> problems(long importId, List<Staged> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select * from sis_problem where import_id = :import and row_no in (:rows) order by row_no, seq")
                .param("import", importId)
                .param("rows", rows.stream().map(row -> row.place().row()).toList())
                .query(FindImports::problem)
                .list()
                .stream()
                .collect(Collectors.groupingBy(problem -> problem.position().row()));
    }
}
