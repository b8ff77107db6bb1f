package dev.orgworks.api.reports;

import dev.orgworks.domain.reports.ExportState;
import dev.orgworks.domain.reports.ReportExport;
import dev.orgworks.domain.reports.ReportFormat;
import dev.orgworks.domain.reports.ReportType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export as the API shows it.
 *
 * @param columns none: all of the type
 * @param jobId the job that makes it
 * @param reportJobId the schedule that it came of; null: somebody asked for it
 * @param scheduledFor for which of the schedule's instants
 * @param asOf the moment whose rows it shows; null: none was read yet
 * @param rows written so far
 * @param sha256 of the file, in lower-case hexadecimal digits
 * @param error why it failed
 * @param expiresAt when its file is deleted
 * @param download where the file is; null while there is none
 */
record ExportView(
        long id,
        ReportType type,
        ReportFormat format,
        Map<String, Object> filters,
        List<String> columns,
        String timeZone,
        ExportState state,
        UUID jobId,
        @Nullable UUID reportJobId,
        @Nullable Instant scheduledFor,
        @Nullable Instant asOf,
        @Nullable Long rows,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable String fileName,
        @Nullable String error,
        String createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        @Nullable String download) {

    static ExportView of(ReportExport export) {
        boolean there = export.state() == ExportState.COMPLETED;
        return new ExportView(
                export.id(),
                export.definition().type(),
                export.definition().format(),
                export.definition().filters(),
                export.definition().columns(),
                Objects.requireNonNull(export.definition().timeZone()).getId(),
                export.state(),
                export.runId(),
                export.scheduleId(),
                export.scheduledFor(),
                export.asOf(),
                export.rows(),
                export.sizeBytes(),
                export.sha256(),
                there ? export.fileName() : null,
                export.error(),
                export.createdBy(),
                export.createdAt(),
                export.finishedAt(),
                export.expiresAt(),
                there ? path(export) + "/download" : null);
    }

    /** Where the export is. */
    static String path(ReportExport export) {
        return "/api/organizations/" + export.organizationId() + "/reports/exports/" + export.id();
    }
}
