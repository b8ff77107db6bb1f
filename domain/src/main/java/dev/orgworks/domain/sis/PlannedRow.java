package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does with a row.
 *
 * @param line where the row begins; null for a learner whom a full roster does not name
 * @param externalId the learner's; null when the row says none
 * @param learnerId null for a learner who is not there, or not yet
 * @param changes the fields that the row changes, none unless it writes a learner
 * @param kept the fields that it would change, had nobody edited them by hand
 */
public record PlannedRow(
        long row,
        @Nullable Long line,
        RowAction action,
        @Nullable String externalId,
        @Nullable Long learnerId,
        List<Change> changes,
        List<Kept> kept,
        List<PlacedProblem> problems) {

    /**
     * A field that changes; null for an empty one.
     *
     * @param before as the learner has it now, or had it before the row was applied
     */
    public record Change(
            LearnerField field,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * A field that stays as somebody edited it.
     *
     * @param value as the learner has it
     * @param said what the file says; null when it clears the field, or the upload is gone
     */
    public record Kept(
            LearnerField field,
            @Nullable String value,
            @Nullable String said) {}
}
