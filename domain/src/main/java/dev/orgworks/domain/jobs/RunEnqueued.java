package dev.orgworks.domain.jobs;

import java.util.UUID;

/** Told inside the transaction that made a run ready to start; whoever starts runs listens for its commit. */
public record RunEnqueued(UUID runId) {}
