package dev.orgworks.domain.jobs;

import dev.orgworks.domain.audit.Actor;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Enqueues the job that clears what is no longer kept; such runs never overlap. */
@Component
public class EnqueueHousekeeping {

    /** The job's name. */
    public static final String JOB = "housekeeping";

    private static final int PRIORITY = -10;

    private final EnqueueRun enqueue;
    private final InstantSource clock;

    EnqueueHousekeeping(EnqueueRun enqueue, InstantSource clock) {
        this.enqueue = enqueue;
        this.clock = clock;
    }

    /** Enqueues the housekeeping of the day (UTC), unless that was done. */
    @Transactional
    public UUID ofToday() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return enqueue.enqueue(Actor.job(JOB), request(JOB + ":" + today));
    }

    /** Enqueues a housekeeping of its own. */
    @Transactional
    public UUID now(Actor actor) {
        return enqueue.enqueue(actor, request(null));
    }

    /** The same request as those that are made here: one after the other, and behind everything else. */
    public static RunRequest like(RunRequest usual) {
        return new RunRequest(usual.organizationId(), JOB, usual.payload(), usual.dedupKey(), JOB, PRIORITY);
    }

    private static RunRequest request(@Nullable String dedupKey) {
        return new RunRequest(null, JOB, Map.of(), dedupKey, JOB, PRIORITY);
    }
}
