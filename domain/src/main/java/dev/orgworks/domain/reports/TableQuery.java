package dev.orgworks.domain.reports;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The statements that read some rows of a table. */
record TableQuery(
        TableReport table, List<ReportColumn> columns, List<String> conditions, Map<String, Object> parameters) {

    String count() {
        return "select count(*) " + rows();
    }

    /** A page, behind {@code :key} unless it is the first; at most {@code :limit} rows. */
    String page(boolean isFirst) {
        return "select " + table.key() + ", " + table.revision() + ", "
                + columns.stream().map(ReportColumn::sql).collect(Collectors.joining(", "))
                + " " + rows()
                + (isFirst ? "" : " and " + table.key() + " > :key")
                + " order by " + table.key() + " limit :limit";
    }

    /** How many rows there are up to {@code :key}, and the sum of their revisions. */
    String upTo() {
        return "select count(*), coalesce(sum(" + table.revision() + "), 0) " + rows() + " and " + table.key()
                + " <= :key";
    }

    private String rows() {
        return table.from()
                + conditions.stream().map(condition -> " and " + condition).collect(Collectors.joining());
    }
}
