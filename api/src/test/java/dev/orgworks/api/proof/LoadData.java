package dev.orgworks.api.proof;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The limit: the database's own loader brings a roster into a bare table, with one connection and one statement. */
final class LoadData {

    private final Connection connection;
    private final String table;

    /** @param table with the columns and keys of the learners */
    LoadData(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /**
     * Loads the roster into the emptied table.
     *
     * @return seconds
     */
    double load(Path roster, long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate table " + table);
            long begin = System.nanoTime();
            statement.execute(
                    """
                    load data local infile '%s' into table %s character set utf8mb4
                    fields terminated by ',' optionally enclosed by '"' lines terminated by '\\n' ignore 1 lines
                    (external_id, login, first_name, last_name, email, role, grade, school, @status)
                    set organization_id = 1, external_key = external_id, login_key = lower(login), status = upper(@status),
                        import_id = 1, created_at = now(6), updated_at = now(6)
                    """.formatted(roster.toString().replace("\\", "\\\\").replace("'", "\\'"), table));
            double seconds = (System.nanoTime() - begin) / 1e9;
            // LOCAL passes over what it cannot load, with a warning at most
            try (ResultSet result = statement.executeQuery("select count(*) from " + table)) {
                result.next();
                if (result.getLong(1) != rows) {
                    throw new IllegalStateException(
                            "LOAD DATA loaded " + result.getLong(1) + " of " + rows + " rows; is local_infile on?");
                }
            }
            return seconds;
        }
    }
}
