package dev.orgworks.domain.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instant of a schedule that nothing was enqueued for, and why.
 *
 * @param organizationId null: the platform's
 * @param scheduledFor the last such instant
 * @param message the reason for people
 * @param jobId the run that it has already; null for other reasons
 * @param state where that run stands; null without one
 */
public record PassedOver(
        UUID scheduleId,
        String name,
        @Nullable Long organizationId,
        Instant scheduledFor,
        Reason reason,
        String message,
        @Nullable UUID jobId,
        @Nullable RunState state) {

    /** Why nothing was enqueued. */
    public enum Reason {
        /** The scheduler or another call has done it. */
        ALREADY_ENQUEUED,
        /** The scheduler or another call is about it at this moment. */
        BEING_ENQUEUED,
        /** The schedule is paused. */
        PAUSED,
        /** As many of its runs as {@link CatchUp} lets run or wait already do. */
        PREVIOUS_STILL_RUNNING,
        /** It passed while nobody could fire it, and {@link CatchUp} does not make up for it. */
        MISSED,
        /** Its organization is deleted; restored in time, it goes on. */
        ORGANIZATION_DELETED
    }

    static PassedOver of(Schedule schedule, Instant scheduledFor, Reason reason, String message) {
        return new PassedOver(
                schedule.id(), schedule.name(), schedule.organizationId(), scheduledFor, reason, message, null, null);
    }
}
