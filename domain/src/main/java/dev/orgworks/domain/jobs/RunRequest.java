package dev.orgworks.domain.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * "Please run this."
 *
 * @param organizationId whose run it will be; null: the platform's
 * @param type which job: the name of a Spring Batch job
 * @param payload what the job is to work on; small, and no secrets
 * @param dedupKey a run of this key is enqueued once and never again; null: no such rule
 * @param exclusiveKey runs of one key never overlap; null: no such rule
 * @param priority higher starts first when threads are scarce; 0 is usual
 * @param heavy whether it may take long: heavy runs leave threads of each node to the others
 */
public record RunRequest(
        @Nullable Long organizationId,
        String type,
        Map<String, Object> payload,
        @Nullable String dedupKey,
        @Nullable String exclusiveKey,
        int priority,
        boolean heavy) {

    /** A run that is not heavy. */
    public RunRequest(
            @Nullable Long organizationId,
            String type,
            Map<String, Object> payload,
            @Nullable String dedupKey,
            @Nullable String exclusiveKey,
            int priority) {
        this(organizationId, type, payload, dedupKey, exclusiveKey, priority, false);
    }

    /** The same, heavy or not. */
    public RunRequest withHeavy(boolean isHeavy) {
        return new RunRequest(organizationId, type, payload, dedupKey, exclusiveKey, priority, isHeavy);
    }
}
