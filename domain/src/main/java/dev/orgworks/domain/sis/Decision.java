package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.util.EnumMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a row does.
 *
 * @param live the learner as he was found; null when there is none
 * @param after his fields as the row makes them; null when it writes none
 * @param loginKey the key that he has afterwards; null when he gives it up
 * @param changedFields the mask of the fields that the row changes
 * @param keptFields the mask of the fields that it would change, had nobody edited them by hand
 * @param manualFields the mask of the fields edited by hand, afterwards
 * @param refusal why the row is rejected; null when it is not
 */
record Decision(
        RowAction action,
        @Nullable LiveLearner live,
        @Nullable EnumMap<LearnerField, String> after,
        @Nullable String loginKey,
        int changedFields,
        int keptFields,
        int manualFields,
        RowProblem.@Nullable Code refusal) {

    Decision(
            RowAction action,
            @Nullable LiveLearner live,
            @Nullable EnumMap<LearnerField, String> after,
            @Nullable String loginKey,
            int changedFields,
            int keptFields,
            int manualFields) {
        this(action, live, after, loginKey, changedFields, keptFields, manualFields, null);
    }

    static Decision refused(@Nullable LiveLearner live, RowProblem.Code code) {
        return new Decision(RowAction.REJECTED, live, null, null, 0, 0, 0, code);
    }

    boolean writes() {
        return after != null;
    }

    /** The login that the learner does not have yet and needs; null when he needs none. */
    @Nullable
    String takes() {
        return !writes() || loginKey == null || (live != null && loginKey.equals(live.loginKey())) ? null : loginKey;
    }

    /** Whether the learner has a login that he gives up. */
    boolean gives() {
        return writes() && live != null && live.loginKey() != null && !Objects.equals(live.loginKey(), loginKey);
    }
}
