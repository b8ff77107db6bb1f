package dev.orgworks.api.licenses;

import dev.orgworks.domain.learners.Learner;
import org.jspecify.annotations.Nullable;

/** Whom a list of licences tells of. */
record HolderView(
        long id,
        String externalId,
        String login,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email) {

    /** Null when the learner is no longer there. */
    static @Nullable HolderView of(@Nullable Learner learner) {
        return learner == null
                ? null
                : new HolderView(
                        learner.id(),
                        learner.externalId(),
                        learner.login(),
                        learner.firstName(),
                        learner.lastName(),
                        learner.email());
    }
}
