package dev.orgworks.domain.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that came of a schedule.
 *
 * @param scheduledFor the instant that the schedule said; null: somebody ran it by hand
 */
public record ScheduledRun(@Nullable Instant scheduledFor, JobRun run) {}
