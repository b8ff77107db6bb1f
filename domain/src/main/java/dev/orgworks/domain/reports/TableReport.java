package dev.orgworks.domain.reports;

import java.util.List;

/**
 * A report whose rows a query finds, along an ascending key.
 *
 * @param columns in the order of the file
 * @param filters what may be chosen by
 * @param from from {@code from} to the end of {@code where}, with {@code :organization} and, if it is of use, {@code :asOf}
 * @param key unique and ascending, in the order of an index
 * @param hasTextKey whether it is a text; else it is a number
 * @param revision a number that changes whenever the row does
 */
record TableReport(
        ReportType type,
        List<ReportColumn> columns,
        List<ReportFilter> filters,
        String from,
        String key,
        boolean hasTextKey,
        String revision) {}
