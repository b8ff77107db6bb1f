package dev.orgworks.domain.sis;

import dev.orgworks.domain.database.Sha256;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerStatus;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        jdbc.batchUpdate(INSERT, rows, rows.size(), (statement, row) -> setRow(statement, importId, row));
        List<Found> problems = rows.stream().flatMap(Found::in).toList();
        if (!problems.isEmpty()) {
            jdbc.batchUpdate(
                    INSERT_PROBLEM,
                    problems,
                    problems.size(),
                    (statement, found) -> setProblem(statement, importId, found));
        }
    }

    /** A problem with its row and its number there. */
    private record Found(RosterRow row, int seq, RowProblem problem) {

        static Stream<Found> in(RosterRow row) {
            List<RowProblem> problems = row.problems();
            return IntStream.range(0, problems.size()).mapToObj(seq -> new Found(row, seq, problems.get(seq)));
        }
    }

    private static void setRow(PreparedStatement statement, long importId, RosterRow row) throws SQLException {
        boolean rejected = row.rejected();
        boolean removed = LearnerStatus.REMOVED.name().equals(row.value(LearnerField.STATUS));
        statement.setLong(1, importId);
        statement.setLong(2, row.number());
        statement.setLong(3, row.line());
        statement.setLong(4, row.byteOffset());
        statement.setString(5, rejected ? null : row.key());
        statement.setString(6, rejected || removed ? null : row.loginKey());
        statement.setBytes(7, rejected ? null : hash(row));
        statement.setString(8, rejected ? RowAction.REJECTED.name() : null);
        for (int i = 0; i < FIELDS.size(); i++) {
            statement.setString(9 + i, rejected ? null : row.value(FIELDS.get(i)));
        }
    }

    private static void setProblem(PreparedStatement statement, long importId, Found found) throws SQLException {
        RowProblem problem = found.problem();
        String message = problem.message();
        statement.setLong(1, importId);
        statement.setLong(2, found.row().number());
        statement.setInt(3, found.seq());
        statement.setString(4, problem.severity().name());
        statement.setString(5, problem.code().name());
        statement.setLong(6, found.row().line());
        statement.setLong(7, found.row().byteOffset());
        statement.setString(8, problem.column());
        statement.setString(9, message.substring(0, Math.min(message.length(), 1000)));
    }

    /** Of all that the row says, nothing else: two rows of one hash would do the same. */
    private static byte[] hash(RosterRow row) {
        StringBuilder said = new StringBuilder();
        for (LearnerField field : FIELDS) {
            String value = row.value(field);
            said.append(value == null ? "-" : value.length() + ":" + value);
        }
        return Arrays.copyOf(Sha256.of(said.toString()), 16);
    }
}
