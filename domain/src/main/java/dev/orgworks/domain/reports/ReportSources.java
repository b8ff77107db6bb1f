package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The reports there are, and whether they can be what a definition wants. */
@Component
public class ReportSources {

    private final Map<ReportType, ReportSource> sources = new EnumMap<>(ReportType.class);

    ReportSources(OpenTable open, ObjectProvider<ReportSource> others) {
        TableReports.ALL.forEach(table -> sources.put(table.type(), new TableSource(table, open)));
        others.forEach(source -> sources.put(source.type(), source));
    }

    /** The columns that a file of a definition has. */
    public List<ReportColumn> columns(ExportDefinition definition) {
        return ChooseColumns.of(source(definition).columns(), definition.columns());
    }

    /** Begins to read the rows of a definition, which has its time zone. */
    public ReportRows open(long organizationId, ExportDefinition definition) {
        return source(definition).open(organizationId, definition);
    }

    /**
     * Looks whether there is what a definition wants.
     *
     * @throws InvalidInputException when it wants what there is not; fields are named as a body has them
     */
    void check(ExportDefinition definition) {
        if (definition.format() == ReportFormat.PDF && definition.type() != ReportType.SUMMARY) {
            throw new InvalidInputException(
                    "format", "INVALID", "Only a summary can be a pdf; ask for csv, xlsx or jsonl");
        }
        ReportSource source = source(definition);
        ChooseColumns.of(source.columns(), definition.columns());
        ZoneId zone = Objects.requireNonNullElse(definition.timeZone(), ZoneId.of("UTC"));
        ChosenRows.of(source.filters(), definition.filters(), zone);
    }

    private ReportSource source(ExportDefinition definition) {
        ReportSource source = sources.get(definition.type());
        if (source == null) {
            throw new InvalidInputException("type", "INVALID", "There is no report " + definition.type());
        }
        return source;
    }
}
