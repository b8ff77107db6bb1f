package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;

/**
 * Told inside the transaction in which seats of a pool became free, or may have: a holder lost his, the pool grew or was renewed.
 * Whoever waits gets them in the same transaction.
 */
public record SeatFreed(Actor actor, long organizationId, long poolId) {}
