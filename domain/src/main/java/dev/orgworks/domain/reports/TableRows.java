package dev.orgworks.domain.reports;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A table's rows in a snapshot. One thread at a time reads them. */
final class TableRows implements ReportRows {

    private final Connection connection;
    private final NamedParameterJdbcOperations jdbc;
    private final Instant asOf;
    private final TableQuery query;
    private final int pageRows;

    TableRows(Connection connection, Instant asOf, TableQuery query, int pageRows) {
        this.connection = connection;
        this.jdbc = new NamedParameterJdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.asOf = asOf;
        this.query = query;
        this.pageRows = pageRows;
    }

    @Override
    public Instant asOf() {
        return asOf;
    }

    @Override
    public long count() {
        return Objects.requireNonNull(jdbc.queryForObject(query.count(), query.parameters(), Long.class));
    }

    @Override
    public Optional<Page> after(@Nullable String key) {
        Map<String, Object> parameters = key == null ? new HashMap<>(query.parameters()) : upTo(key);
        parameters.put("limit", pageRows);
        ResultSetExtractor<Optional<Page>> page = this::page;
        return Objects.requireNonNull(jdbc.query(query.page(key == null), parameters, page));
    }

    @Override
    public boolean stillHolds(String key, long rows, long revisions) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                query.upTo(),
                upTo(key),
                (rs, rowNumber) -> rs.getLong(1) == rows && rs.getBigDecimal(2).longValue() == revisions));
    }

    @Override
    public void close() {
        try (Connection ended = connection) {
            ended.createStatement().execute("rollback");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The snapshot of the report cannot be ended", e);
        }
    }

    private Map<String, Object> upTo(String key) {
        Map<String, Object> parameters = new HashMap<>(query.parameters());
        parameters.put("key", query.table().hasTextKey() ? key : (Object) Long.valueOf(key));
        return parameters;
    }

    /** Cells stay as they came over the wire: most of them go into the file like that. */
    private Optional<Page> page(ResultSet rs) throws SQLException {
        int columns = query.columns().size();
        List<byte[] @Nullable []> rows = new ArrayList<>(pageRows);
        byte @Nullable [] last = null;
        long revisions = 0;
        while (rs.next()) {
            byte[] @Nullable [] row = new byte[columns] @Nullable [];
            for (int i = 0; i < columns; i++) {
                row[i] = rs.getBytes(i + 3);
            }
            rows.add(row);
            last = rs.getBytes(1);
            revisions += rs.getLong(2);
        }
        return last == null
                ? Optional.empty()
                : Optional.of(new Page(rows, new String(last, StandardCharsets.UTF_8), revisions));
    }
}
