package dev.orgworks.domain.reports;

import java.util.List;

/** A report that a table holds. */
record TableSource(TableReport table, OpenTable open) implements ReportSource {

    @Override
    public ReportType type() {
        return table.type();
    }

    @Override
    public List<ReportColumn> columns() {
        return table.columns();
    }

    @Override
    public List<ReportFilter> filters() {
        return table.filters();
    }

    @Override
    public ReportRows open(long organizationId, ExportDefinition definition) {
        return open.open(table, organizationId, definition);
    }
}
