package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the rows of an upload aside, with their problems. */
@Component
public class StageRows {

    private static final List<LearnerField> FIELDS = List.of(LearnerField.values());

    private static final String INSERT = """
            insert into sis_stage (import_id, row_no, line_no, byte_offset, external_key, login_key, row_hash, action, %s)
            values (?, ?, ?, ?, ?, ?, ?, ?, %s)
            """.formatted(
                    FIELDS.stream().map(LearnerField::column).collect(Collectors.joining(", ")),
                    Stream.generate(() -> "?").limit(FIELDS.size()).collect(Collectors.joining(", ")));

    private static final String INSERT_PROBLEM = """
            insert into sis_problem (import_id, row_no, seq, severity, code, line_no, byte_offset, column_name, message)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcOperations jdbc;

    StageRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Stages rows. A rejected row keeps no keys, so that it meets no other row. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(long importId, List<RosterRow> rows) {
        jdbc.batchUpdate(
                INSERT, rows.stream().map(row -> stageArguments(importId, row)).toList());
        List<Object[]> problems = new ArrayList<>();
        for (RosterRow row : rows) {
            int seq = 0;
            for (RowProblem problem : row.problems()) {
                problems.add(problemArguments(importId, row, seq++, problem));
            }
        }
        if (!problems.isEmpty()) {
            jdbc.batchUpdate(INSERT_PROBLEM, problems);
        }
    }

    private static Object[] stageArguments(long importId, RosterRow row) {
        @Nullable Object[] arguments = new @Nullable Object[8 + FIELDS.size()];
        boolean rejected = row.rejected();
        boolean removed = LearnerStatus.REMOVED.name().equals(row.value(LearnerField.STATUS));
        arguments[0] = importId;
        arguments[1] = row.number();
        arguments[2] = row.line();
        arguments[3] = row.byteOffset();
        arguments[4] = rejected ? null : row.key();
        arguments[5] = rejected || removed ? null : row.loginKey();
        arguments[6] = rejected ? null : row.hash();
        arguments[7] = rejected ? RowAction.REJECTED.name() : null;
        for (int i = 0; i < FIELDS.size(); i++) {
            arguments[8 + i] = rejected ? null : row.value(FIELDS.get(i));
        }
        return arguments;
    }

    private static Object[] problemArguments(long importId, RosterRow row, int seq, RowProblem problem) {
        String message = problem.message();
        return new @Nullable Object[] {
            importId,
            row.number(),
            seq,
            problem.severity().name(),
            problem.code().name(),
            row.line(),
            row.byteOffset(),
            problem.column(),
            message.substring(0, Math.min(message.length(), 1000))
        };
    }
}
