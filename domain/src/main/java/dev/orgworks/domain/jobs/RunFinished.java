package dev.orgworks.domain.jobs;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Told inside the transaction in which a run came to its end, so that features can note it and the next run can start.
 *
 * @param took from its first start to its end; null when it never started
 */
public record RunFinished(
        UUID runId,
        String type,
        @Nullable String exclusiveKey,
        RunState state,
        @Nullable Duration took) {}
