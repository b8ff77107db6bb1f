package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerStatus;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/**
 * A learner as the database has him, for comparing.
 *
 * @param loginKey null when he gave his login up
 * @param manualFields the mask of the fields that somebody edited by hand
 * @param values his fields; none for an empty one
 */
record LiveLearner(
        long id,
        long version,
        String key,
        @Nullable String loginKey,
        int manualFields,
        EnumMap<LearnerField, String> values) {

    @Nullable
    String value(LearnerField field) {
        return values.get(field);
    }

    boolean removed() {
        return LearnerStatus.REMOVED.name().equals(value(LearnerField.STATUS));
    }
}
