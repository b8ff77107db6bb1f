package dev.orgworks.domain.sis;

import org.jspecify.annotations.Nullable;

/**
 * What an uploader asks for besides the file.
 *
 * @param dryRun plan only; nothing is applied until somebody asks for it
 * @param onMissing what becomes of learners who are not in the file; {@link OnMissing#KEEP} unless the mode is full
 * @param changeThresholdPercent the share of the learners that may change in one way before the import is held, 0 to 100;
 *     null: the setting
 * @param changeThresholdCount how many learners may change in one way before the import is held; null: the setting
 * @param overrideManualEdits whether fields that were edited by hand are overwritten too
 * @param mapping the uploader's own mapping; null when he gave none, so that a saved one serves
 */
public record ImportOptions(
        Mode mode,
        boolean dryRun,
        OnMissing onMissing,
        @Nullable Integer changeThresholdPercent,
        @Nullable Long changeThresholdCount,
        boolean overrideManualEdits,
        @Nullable ColumnMapping mapping) {

    /** Creates and updates, keeps who is missing, and has no mapping of its own. */
    public static final ImportOptions DEFAULT =
            new ImportOptions(Mode.UPSERT, false, OnMissing.KEEP, null, null, false, null);

    /** What the file is. */
    public enum Mode {
        /** Some of the learners. */
        UPSERT,
        /** All of the learners; {@link ImportOptions#onMissing} says what becomes of the others. */
        FULL
    }

    /** What becomes of learners who are not in the file. */
    public enum OnMissing {
        SUSPEND,
        /** They are removed. */
        DELETE,
        KEEP
    }

    public ImportOptions {
        if (mode != Mode.FULL && onMissing != OnMissing.KEEP) {
            throw new IllegalArgumentException("Only a full roster tells who is missing");
        }
    }
}
