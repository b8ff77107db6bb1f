package dev.orgworks.domain.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a run.
 *
 * @param number counts a run's attempts from 1
 * @param node the process that made it
 * @param ended null while it runs
 * @param outcome null while it runs
 * @param error why it failed or stopped, in words for an administrator
 * @param nextTry when the next attempt may begin; null when none follows by itself
 */
public record RunAttempt(
        int number,
        String node,
        Instant started,
        @Nullable Instant ended,
        @Nullable AttemptOutcome outcome,
        @Nullable String error,
        @Nullable Instant nextTry) {}
