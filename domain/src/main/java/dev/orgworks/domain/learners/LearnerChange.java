package dev.orgworks.domain.learners;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change to one learner by hand.
 *
 * @param id the learner; null when externalId names him
 * @param externalId the learner by the student information system's id; null when id names him
 * @param act what to do
 * @param fields for {@link Act#EDIT} the new values (an empty one clears); for {@link Act#RELEASE} the fields to release,
 *     none for all of them
 * @param version the version that the caller saw; null: whichever it is
 */
public record LearnerChange(
        @Nullable Long id,
        @Nullable String externalId,
        Act act,
        Map<LearnerField, String> fields,
        @Nullable Long version) {

    /** What can be done to a learner by hand. */
    public enum Act {
        /** Sets fields; imports leave them alone from then on. */
        EDIT,
        SUSPEND,
        REINSTATE,
        REMOVE,
        /** Gives fields that were edited by hand back to the imports. */
        RELEASE
    }
}
