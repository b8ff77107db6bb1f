package dev.orgworks.domain.reports;

import java.util.List;

/** Where the rows of a type of report come from: a query that is read along an ascending key. */
public interface ReportSource {

    ReportType type();

    /** In the order in which a file has them. */
    List<ReportColumn> columns();

    /** From {@code from} to the end of {@code where}, which holds {@code :organization}. */
    String from();

    /** The expression of the key: ascending and unique; in the order of an index. */
    Key key();

    /**
     * An expression for a number that changes whenever a row does: the sum of these tells whether rows that were written
     * before a crash are still the same.
     */
    String revision();

    List<ReportFilter> filters();

    /** Along what the rows are read. */
    record Key(String sql, boolean isText) {}
}
