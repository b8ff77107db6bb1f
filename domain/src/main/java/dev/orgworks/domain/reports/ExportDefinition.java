package dev.orgworks.domain.reports;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which file is wanted.
 *
 * @param filters by their names: texts, numbers, and lists of them; none: all rows
 * @param columns by their names, in the order of the file; none: all of the type
 * @param timeZone in which it shows instants and counts days; null: the organization's
 */
public record ExportDefinition(
        ReportType type,
        ReportFormat format,
        Map<String, Object> filters,
        List<String> columns,
        @Nullable ZoneId timeZone) {

    public ExportDefinition {
        filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
        columns = List.copyOf(columns);
    }

    /** The same with other filters. */
    ExportDefinition with(Map<String, Object> others) {
        return new ExportDefinition(type, format, others, columns, timeZone);
    }

    /** The same, all that was left open filled in. */
    ExportDefinition in(ZoneId zone) {
        return new ExportDefinition(type, format, filters, columns, timeZone == null ? zone : timeZone);
    }
}
