package dev.orgworks.api.licenses;

import dev.orgworks.domain.licenses.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * A place on a waitlist with whose it is.
 *
 * @param learner null when he is no longer there
 */
record WaitingView(Waiting waiting, @Nullable HolderView learner) {}
