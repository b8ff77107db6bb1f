package dev.orgworks.api.licenses;

import org.jspecify.annotations.Nullable;

/**
 * A seat with who holds it.
 *
 * @param learner null when he is no longer there
 */
record AssignmentView(SeatView seat, @Nullable HolderView learner) {}
