package dev.orgworks.api.licenses;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH …/licenses}: {@code {"changes": [{"action": "assign", "poolId": 3, "learners": [{"id": 7}]}]}}.
 *
 * @param changes each with its {@code action} and that one's fields
 * @param allOrNothing whether nothing is changed when one change, or one learner of it, is refused
 * @param dryRun whether nothing is changed at all, and the answer says what would be
 */
record LicenseChanges(
        @NotNull @Size(min = 1, max = 100) List<@NotNull Map<String, Object>> changes,
        @Nullable Boolean allOrNothing,
        @Nullable Boolean dryRun) {

    /** The most learners that one request may name. */
    static final int MOST = 1_000;
}
