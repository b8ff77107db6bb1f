package dev.orgworks.domain.reports;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The organization's {@link Summary} as rows: one for each figure. */
@Component
class SummaryReport implements ReportSource {

    private static final List<ReportColumn> COLUMNS = List.of(
            ReportColumn.text("section", ""),
            ReportColumn.text("name", ""),
            ReportColumn.date("startsOn", ""),
            ReportColumn.date("endsOn", ""),
            ReportColumn.number("value", ""));

    private final FindSummary summaries;
    private final InstantSource clock;

    SummaryReport(FindSummary summaries, InstantSource clock) {
        this.summaries = summaries;
        this.clock = clock;
    }

    @Override
    public ReportType type() {
        return ReportType.SUMMARY;
    }

    @Override
    public List<ReportColumn> columns() {
        return COLUMNS;
    }

    @Override
    public List<ReportFilter> filters() {
        return SummaryRange.FILTERS;
    }

    @Override
    public ReportRows open(long organizationId, ExportDefinition definition) {
        Instant now = clock.instant();
        SummaryRange range = SummaryRange.of(definition.filters(), Objects.requireNonNull(definition.timeZone()), now);
        Summary summary = summaries.find(organizationId, range.from(), range.to(), range.period());
        return new Rows(now, SummaryFigure.all(summary), ChooseColumns.of(COLUMNS, definition.columns()));
    }

    /** All in one page, whose key is how many they are. */
    private record Rows(Instant asOf, List<SummaryFigure> figures, List<ReportColumn> columns) implements ReportRows {

        @Override
        public long count() {
            return figures.size();
        }

        @Override
        public Optional<Page> after(@Nullable String key) {
            return key == null
                    ? Optional.of(new Page(
                            figures.stream()
                                    .map(figure -> figure.cells(columns))
                                    .toList(),
                            String.valueOf(figures.size()),
                            revisions()))
                    : Optional.empty();
        }

        @Override
        public boolean stillHolds(String key, long rows, long revisions) {
            return rows == figures.size() && revisions == revisions();
        }

        private long revisions() {
            return figures.stream().mapToLong(SummaryFigure::revision).sum();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
