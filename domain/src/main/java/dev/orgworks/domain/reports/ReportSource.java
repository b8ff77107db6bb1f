package dev.orgworks.domain.reports;

import java.util.List;

/** What a type of report has to show: a bean of each. */
public interface ReportSource {

    ReportType type();

    /** In the order in which a file has them. */
    List<ReportColumn> columns();

    List<ReportFilter> filters();

    /** Begins to read the rows that a definition, with its time zone, asks for. */
    ReportRows open(long organizationId, ExportDefinition definition);
}
