package dev.orgworks.api.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.reports.ExportDefinition;
import dev.orgworks.domain.reports.ReportFormat;
import dev.orgworks.domain.reports.ReportType;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which file somebody wants.
 *
 * @param format CSV unless told
 * @param filters by their names; left out: all rows
 * @param columns by their names; left out: all
 * @param timeZone in which instants are shown and days counted; left out: the organization's
 */
record ExportRequest(
        @NotNull ReportType type,
        @Nullable ReportFormat format,
        @Nullable Map<String, Object> filters,
        @Nullable List<String> columns,
        @Nullable String timeZone) {

    ExportDefinition definition() {
        return new ExportDefinition(
                type,
                Objects.requireNonNullElse(format, ReportFormat.CSV),
                Objects.requireNonNullElse(filters, Map.of()),
                Objects.requireNonNullElse(columns, List.of()),
                zone());
    }

    private @Nullable ZoneId zone() {
        if (timeZone == null || timeZone.isBlank()) {
            return null;
        }
        try {
            return ZoneId.of(timeZone.strip());
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "timeZone", "INVALID", "timeZone must be a time zone like Europe/Berlin, not \"" + timeZone + "\"");
        }
    }
}
