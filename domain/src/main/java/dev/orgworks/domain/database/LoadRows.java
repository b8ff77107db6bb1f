package dev.orgworks.domain.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts many rows into a table at once, in the caller's transaction: with LOAD DATA where the server takes it
 * ({@code local_infile} is on), else with inserts of many rows; which one makes no other difference.
 *
 * <p>For columns of numbers, times, bytes and texts in utf8mb4 or ASCII; not JSON, and of a text in any other character
 * set the database would take the bytes for its own.
 */
@Component
public class LoadRows {

    private final JdbcOperations jdbc;
    private volatile @Nullable Boolean serverTakesFiles;

    LoadRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** How rows travel. */
    interface Way {

        /** Loads the rows and checks each statement with {@link LoadRows#checkAllCame}. */
        void load(Connection connection, Target target, RowBuffer rows) throws SQLException;
    }

    /** A table and its columns as SQL writes them. */
    record Target(String table, String columns) {}

    /**
     * Inserts all rows or, when the database takes one of them not at all or not as it is, throws; the caller's
     * transaction is then to be rolled back, since others may have come in.
     *
     * @param columns as many as each row has cells, in their order; the others get their defaults
     * @throws org.springframework.dao.DuplicateKeyException when a key is there already
     * @throws org.springframework.dao.DataAccessException when the database refuses a row, changes a value or warns
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void load(String table, List<String> columns, RowBuffer rows) {
        if (!rows.whole()) {
            throw new IllegalStateException("The last row has not ended");
        }
        if (rows.rows() == 0) {
            return;
        }
        if (rows.columns() != columns.size()) {
            throw new IllegalArgumentException(
                    "Rows of " + rows.columns() + " cells for the " + columns.size() + " columns " + columns);
        }
        var target = new Target(
                quoted(table), columns.stream().map(LoadRows::quoted).collect(Collectors.joining(",", "(", ")")));
        jdbc.execute((Connection connection) -> {
            way(connection).load(connection, target, rows);
            return true;
        });
    }

    Way way(Connection connection) throws SQLException {
        return serverTakesFiles(connection) && LocalInfile.isSafe(connection) ? new LocalInfile() : new InsertText();
    }

    private boolean serverTakesFiles(Connection connection) throws SQLException {
        Boolean known = serverTakesFiles;
        if (known == null) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery("select @@local_infile")) {
                known = result.next() && result.getBoolean(1);
            }
            serverTakesFiles = known;
        }
        return known;
    }

    /**
     * Finds what the database did not take as it was: LOAD DATA LOCAL leaves rows of known keys out and makes other
     * errors warnings, in strict mode too.
     */
    static void checkAllCame(Statement statement, long came, int sent) throws SQLException {
        SQLWarning warning = statement.getWarnings();
        if (warning == null && came == sent) {
            return;
        }
        boolean constraint =
                warning != null && String.valueOf(warning.getSQLState()).startsWith("23");
        throw new SQLException(
                "Of " + sent + " rows " + came + " came in: "
                        + (warning == null ? "no warning says why" : warning.getMessage()),
                constraint ? "23000" : "22000",
                warning == null ? 0 : warning.getErrorCode(),
                warning);
    }

    private static String quoted(String name) {
        if (!name.matches("[A-Za-z0-9_]+")) {
            throw new IllegalArgumentException("Not a plain name: " + name);
        }
        return "`" + name + "`";
    }
}
