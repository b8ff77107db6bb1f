package dev.orgworks.domain.database;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import dev.orgworks.domain.database.LoadRows.Target;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * LOAD DATA LOCAL INFILE, whose file is a buffer in memory.
 *
 * <p>In this protocol it is the server that names the file which the driver shall send, and a hostile one names any, at any
 * time. So connections never allow it ({@link DatabaseUrl} names {@value #NOWHERE} as the only folder that files may come
 * from, which also makes the driver offer the feature when it connects) but for one answer: the driver is given the buffer,
 * then allowed, and the first byte that it takes from the buffer ends the permission. While it is allowed the buffer is
 * there, and the driver prefers it to whatever file is named.
 */
final class LocalInfile implements LoadRows.Way {

    static final String NOWHERE = "/dev/null";

    /** Whether the driver has offered the feature to the server, and could read no file if it were asked for one. */
    static boolean isSafe(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(JdbcConnection.class)) {
            return false;
        }
        PropertySet properties = connection.unwrap(JdbcConnection.class).getPropertySet();
        return !properties.getBooleanProperty(PropertyKey.allowLoadLocalInfile).getValue()
                && !properties
                        .getBooleanProperty(PropertyKey.allowUrlInLocalInfile)
                        .getValue()
                && NOWHERE.equals(properties
                        .getStringProperty(PropertyKey.allowLoadLocalInfileInPath)
                        .getValue());
    }

    @Override
    public void load(Connection connection, Target target, RowBuffer rows) throws SQLException {
        execute(connection, """
                load data local infile 'rows' into table %s character set binary
                fields terminated by 0x09 escaped by 0x5C lines terminated by 0x0A%s
                """.formatted(target.table(), target.columns()), rows);
    }

    void execute(Connection connection, String sql, RowBuffer rows) throws SQLException {
        RuntimeProperty<Boolean> permission = permission(connection);
        try (var statement = connection.createStatement()) {
            JdbcStatement driver = statement.unwrap(JdbcStatement.class);
            driver.setLocalInfileInputStream(content(rows, permission));
            try {
                permission.setValue(true);
                long came = statement.executeLargeUpdate(sql);
                LoadRows.checkAllCame(statement, came, rows.rows());
            } finally {
                permission.setValue(false);
                driver.setLocalInfileInputStream(null);
            }
        }
    }

    static RuntimeProperty<Boolean> permission(Connection connection) throws SQLException {
        return connection
                .unwrap(JdbcConnection.class)
                .getPropertySet()
                .getBooleanProperty(PropertyKey.allowLoadLocalInfile);
    }

    static InputStream content(RowBuffer rows, RuntimeProperty<Boolean> permission) {
        return new ByteArrayInputStream(rows.bytes(), 0, rows.size()) {

            @Override
            public synchronized int read() {
                permission.setValue(false);
                return super.read();
            }

            @Override
            public synchronized int read(byte[] target, int from, int length) {
                permission.setValue(false);
                return super.read(target, from, length);
            }
        };
    }
}
