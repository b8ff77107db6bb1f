package dev.orgworks.domain.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job, as people see it.
 *
 * @param id a UUIDv7
 * @param organizationId whose run it is; null: the platform's
 * @param type which job: the name of a Spring Batch job
 * @param payload what the job is to work on
 * @param exclusiveKey runs of one key never overlap and start in the order in which they were enqueued; null: no such rule
 * @param priority higher starts first when threads are scarce
 * @param heavy whether it leaves threads of each node to others
 * @param notBefore the instant before which it must not start; null: none
 * @param attempts how often it began; at the same time the fence against a worker that was believed dead
 * @param failures attempts that failed since somebody last enqueued it
 * @param node the process that runs it, or ran it last
 * @param phase the step it is in
 * @param phaseStartedAt since when this attempt is in it, for the rate
 * @param doneBefore items of the phase that an earlier attempt had done
 * @param done items of the phase that are done
 * @param total items of the phase; null while unknown
 * @param outcome what came of it, once it is finished
 * @param error why it failed, in words for an administrator
 */
public record JobRun(
        UUID id,
        @Nullable Long organizationId,
        String type,
        Map<String, Object> payload,
        @Nullable String exclusiveKey,
        int priority,
        boolean heavy,
        RunState state,
        @Nullable Instant notBefore,
        int attempts,
        int failures,
        @Nullable String node,
        @Nullable Instant cancelRequestedAt,
        @Nullable String phase,
        @Nullable Instant phaseStartedAt,
        long doneBefore,
        long done,
        @Nullable Long total,
        @Nullable Long batchExecutionId,
        Map<String, Object> outcome,
        @Nullable String error,
        String createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** A number of the payload. */
    public long number(String name) {
        if (payload.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("The payload of run " + id + " has no number " + name);
    }
}
