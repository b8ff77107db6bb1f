package dev.orgworks.domain.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened in a run.
 *
 * @param seq counts a run's events from 1, without a gap that could be filled later
 */
public record JobEvent(UUID runId, long seq, EventKind kind, Instant at, Map<String, Object> data) {}
