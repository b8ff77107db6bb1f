package dev.orgworks.domain.sis;

import dev.orgworks.domain.GoneException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is still kept of an import.
 *
 * @param uploadClearedAt when its file was deleted; null: it lies there
 * @param stagingClearedAt when the plan and the problems of its rows were; null: they are there
 * @param journalClearedAt when what it had replaced was; null: it is there
 */
public record Remains(
        long importId,
        @Nullable Instant uploadClearedAt,
        @Nullable Instant stagingClearedAt,
        @Nullable Instant journalClearedAt) {

    /**
     * What reads the upload asks this first.
     *
     * @throws GoneException when it is no longer there
     */
    public void needUpload() {
        need(uploadClearedAt, "UPLOAD_CLEARED", "uploaded file");
    }

    /**
     * What reads the plan, or the problems of rows, asks this first.
     *
     * @throws GoneException when they are no longer there
     */
    public void needStaging() {
        need(stagingClearedAt, "PLAN_CLEARED", "plan, with the rejected rows,");
    }

    /**
     * What takes the import back, or tells what was, asks this first.
     *
     * @throws GoneException when that is no longer known
     */
    public void needJournal() {
        need(journalClearedAt, "JOURNAL_CLEARED", "record of what it replaced");
    }

    private void need(@Nullable Instant clearedAt, String code, String what) {
        if (clearedAt != null) {
            throw new GoneException(
                    code,
                    "The %s of import %d is kept for a while only and was cleared on %s"
                            .formatted(what, importId, clearedAt));
        }
    }
}
