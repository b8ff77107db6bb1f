package dev.orgworks.domain.sis;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The undo of an import.
 *
 * @param runId the last job that was to carry it out
 * @param stateBefore how the import had ended
 * @param counts what came of it; null until it is done and proved
 * @param createdBy who asked for it
 */
public record ImportUndo(
        long importId,
        UUID runId,
        ImportState stateBefore,
        @Nullable Counts counts,
        String createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /**
     * Learners, by what the undo did with them.
     *
     * @param restored changed by the import, and taken back
     * @param deleted created by the import
     * @param kept left as they are
     */
    public record Counts(long restored, long deleted, long kept) {}
}
