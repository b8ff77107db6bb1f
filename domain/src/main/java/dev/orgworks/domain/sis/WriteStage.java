package dev.orgworks.domain.sis;

import dev.orgworks.domain.database.LoadRows;
import dev.orgworks.domain.database.RowBuffer;
import dev.orgworks.domain.learners.LearnerField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Writes what becomes of rows. */
@Component
class WriteStage {

    /** A dependency of a row. */
    record ContestRow(
            Contest kind,
            long row,
            @Nullable Long anotherRow,
            @Nullable Long anotherLearner,
            @Nullable String loginKey) {}

    /** The number of the one problem that is found in a row beyond the reader's, which are 0, 1, 2 … */
    private static final int FOUND_LATER = 1_000;

    private static final int CAPACITY = 1 << 18;
    private static final int MESSAGE = 1_000;
    private static final List<LearnerField> FIELDS = List.of(LearnerField.values());

    private static final List<String> STAGE = Stream.concat(
                    Stream.of(
                            "import_id",
                            "row_no",
                            "line_no",
                            "byte_offset",
                            "action",
                            "learner_id",
                            "learner_version",
                            "changed_fields",
                            "kept_fields",
                            "manual_fields",
                            "external_key",
                            "login_key"),
                    FIELDS.stream().map(LearnerField::column))
            .toList();
    private static final List<String> PROBLEM = List.of(
            "import_id", "row_no", "seq", "severity", "code", "line_no", "byte_offset", "column_name", "message");
    private static final List<String> CONTEST =
            List.of("import_id", "kind", "row_no", "another_row", "another_learner", "login_key");

    private final LoadRows load;
    private final JdbcOperations jdbc;

    WriteStage(LoadRows load, JdbcOperations jdbc) {
        this.load = load;
        this.jdbc = jdbc;
    }

    /** Adds rows, all of which {@linkplain StagedRow#matters matter}. */
    void rows(long importId, Collection<StagedRow> rows) {
        var buffer = new RowBuffer(CAPACITY);
        for (StagedRow row : rows) {
            Decision decision = row.decision();
            LiveLearner live = decision.live();
            buffer.append(importId)
                    .append(row.place().row())
                    .append(row.place().line())
                    .append(row.place().byteOffset())
                    .append(decision.action().name());
            if (live == null) {
                buffer.appendNull().appendNull();
            } else {
                buffer.append(live.id()).append(live.version());
            }
            buffer.append(decision.changedFields())
                    .append(decision.keptFields())
                    .append(decision.manualFields());
            EnumMap<LearnerField, String> after = decision.after();
            buffer.append(after == null ? null : row.key()).append(after == null ? null : decision.loginKey());
            for (LearnerField field : FIELDS) {
                buffer.append(after == null ? null : after.get(field));
            }
            buffer.endRow();
        }
        load.load("sis_stage", STAGE, buffer);
    }

    /** Adds the reader's problems of rows, and what was found in them later. */
    void problems(long importId, Collection<RosterRow> rows, Collection<PlacedProblem> later) {
        var buffer = new RowBuffer(64);
        for (RosterRow row : rows) {
            int seq = 0;
            for (RowProblem problem : row.problems()) {
                var place = new Position(row.byteOffset(), row.line(), row.number(), 0);
                problem(buffer, importId, new PlacedProblem(place, problem), seq++);
            }
        }
        later.forEach(problem -> problem(buffer, importId, problem, FOUND_LATER));
        load.load("sis_problem", PROBLEM, buffer);
    }

    private static void problem(RowBuffer buffer, long importId, PlacedProblem placed, int seq) {
        RowProblem problem = placed.problem();
        String message = problem.message();
        buffer.append(importId)
                .append(placed.position().row())
                .append(seq)
                .append(problem.severity().name())
                .append(problem.code().name())
                .append(placed.position().line())
                .append(placed.position().byteOffset())
                .append(problem.column())
                .append(message.substring(0, Math.min(message.length(), MESSAGE)))
                .endRow();
    }

    void contests(long importId, Collection<ContestRow> contests) {
        var buffer = new RowBuffer(64);
        for (ContestRow contest : contests) {
            buffer.append(importId).append(contest.kind().name()).append(contest.row());
            append(buffer, contest.anotherRow());
            append(buffer, contest.anotherLearner());
            buffer.append(contest.loginKey()).endRow();
        }
        load.load("sis_contest", CONTEST, buffer);
    }

    private static void append(RowBuffer buffer, @Nullable Long value) {
        if (value == null) {
            buffer.appendNull();
        } else {
            buffer.append(value);
        }
    }

    /** The contests in which a row takes part by what it does, given the holder of the login that it takes. */
    static List<ContestRow> contests(StagedRow row, @Nullable String said, @Nullable Long holder) {
        List<ContestRow> contests = new ArrayList<>(2);
        Decision decision = row.decision();
        LiveLearner live = decision.live();
        long number = row.place().row();
        if (holder != null && (live == null || live.id() != holder)) {
            contests.add(new ContestRow(Contest.HELD, number, null, holder, null));
        }
        if (live != null && decision.gives()) {
            contests.add(new ContestRow(Contest.GIVES, number, null, live.id(), null));
        }
        String takes = decision.takes();
        if (takes != null && !takes.equals(said)) {
            contests.add(new ContestRow(Contest.TAKES, number, null, null, takes));
        }
        return contests;
    }

    /** Writes rows anew that are settled now, with why; what they did before is forgotten. */
    void settle(long importId, Collection<StagedRow> rows, Collection<PlacedProblem> why) {
        List<Long> numbers = rows.stream().map(row -> row.place().row()).toList();
        forget(importId, numbers);
        rows(importId, rows.stream().filter(StagedRow::matters).toList());
        problems(importId, List.of(), why);
    }

    /** Settles rows as rejected, or as repeated. */
    void settle(long importId, Collection<Position> places, RowAction action, RowProblem why) {
        var decision = new Decision(action, null, null, null, 0, 0, 0);
        settle(
                importId,
                places.stream()
                        .map(place -> new StagedRow(place, null, decision))
                        .toList(),
                places.stream().map(place -> new PlacedProblem(place, why)).toList());
    }

    private void forget(long importId, List<Long> rows) {
        for (String delete : List.of(
                "delete from sis_stage where import_id = ? and row_no = ?",
                "delete from sis_contest where import_id = ? and row_no = ? and kind = 'HELD'",
                "delete from sis_contest where import_id = ? and row_no = ? and kind = 'GIVES'",
                "delete from sis_contest where import_id = ? and row_no = ? and kind = 'TAKES'",
                "delete from sis_problem where import_id = ? and row_no = ? and seq = " + FOUND_LATER)) {
            jdbc.batchUpdate(delete, rows, Math.max(1, rows.size()), (statement, row) -> {
                statement.setLong(1, importId);
                statement.setLong(2, row);
            });
        }
    }
}
