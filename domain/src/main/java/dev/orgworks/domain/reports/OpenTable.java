package dev.orgworks.domain.reports;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Begins to read a report's table in a snapshot of its own: a connection whose one transaction sees what was committed when
 * it began, for as long as it lasts. It takes no locks.
 */
@Component
class OpenTable {

    private final DataSource database;
    private final ReportSettings settings;
    private final InstantSource clock;

    OpenTable(DataSource database, ReportSettings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    ReportRows open(TableReport table, long organizationId, ExportDefinition definition) {
        ChosenRows chosen =
                ChosenRows.of(table.filters(), definition.filters(), Objects.requireNonNull(definition.timeZone()));
        Connection connection = begin();
        Instant asOf = clock.instant();
        Map<String, Object> parameters = new HashMap<>(chosen.parameters());
        parameters.put("organization", organizationId);
        parameters.put("asOf", Timestamp.from(asOf));
        List<ReportColumn> columns = ChooseColumns.of(table.columns(), definition.columns());
        return new TableRows(
                connection, asOf, new TableQuery(table, columns, chosen.conditions(), parameters), settings.pageRows());
    }

    private Connection begin() {
        try {
            Connection connection = database.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read");
                statement.execute("start transaction with consistent snapshot, read only");
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The snapshot of the report cannot be begun", e);
        }
    }
}
