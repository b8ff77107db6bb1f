package dev.orgworks.domain.audit;

import org.jspecify.annotations.Nullable;

/**
 * One change, to be recorded.
 *
 * @param organizationId the organization it belongs to; null for the platform's own
 * @param action what was done: {@code learner.edited}
 * @param targetType what it was done to: {@code learner}
 * @param targetId that thing's id
 * @param before the values replaced; null when there were none. Never a secret.
 * @param after the values that hold now; null when the thing is gone. Never a secret.
 */
public record AuditEntry(
        @Nullable Long organizationId,
        String action,
        String targetType,
        Object targetId,
        @Nullable Object before,
        @Nullable Object after) {}
