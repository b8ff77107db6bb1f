package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A learner whom an undo left as he is.
 *
 * @param row the row of the upload that had written him; a number beyond its last one when a full roster did not name him
 * @param action what the row had done
 * @param externalId of the learner as he is now, like what follows; null when he is gone
 * @param importId the import that wrote him last, by a file; null: none did
 * @param holderId the learner who has the login that the row wants back; null unless that is why
 */
public record KeptRow(
        long row,
        RowAction action,
        Why why,
        long learnerId,
        @Nullable String externalId,
        @Nullable String login,
        @Nullable LearnerStatus status,
        @Nullable Instant updatedAt,
        @Nullable Long importId,
        @Nullable Long holderId) {

    /** Why a learner was left as he is. */
    public enum Why {
        /** Somebody, or a later import, changed him since. */
        CHANGED_SINCE,
        /** Another learner, who keeps it, has the login that he had before. */
        LOGIN_TAKEN_SINCE
    }
}
