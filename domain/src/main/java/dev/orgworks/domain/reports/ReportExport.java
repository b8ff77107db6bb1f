package dev.orgworks.domain.reports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody wants, or a schedule.
 *
 * @param scheduleId null: somebody asked for it
 * @param scheduledFor for which of the schedule's instants; null: somebody asked, or ran the schedule by hand
 * @param definition with its time zone
 * @param asOf the moment whose rows it shows; null: none was read yet
 * @param rows null until it is completed; so are what follows but the error
 * @param sha256 of the file, in lower-case hexadecimal digits
 * @param storedAs its key in the storage; null once it was deleted
 * @param error why it failed
 * @param expiresAt when its file is deleted
 */
public record ReportExport(
        long id,
        long organizationId,
        UUID runId,
        @Nullable UUID scheduleId,
        @Nullable Instant scheduledFor,
        ExportDefinition definition,
        ExportState state,
        @Nullable Instant asOf,
        @Nullable Long rows,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable String storedAs,
        @Nullable String error,
        String createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt) {

    /** The name that a download has: {@code learners-12.csv}. */
    public String fileName() {
        return definition.type().word() + "-" + id + "." + definition.format().word();
    }
}
