package dev.orgworks.jobs.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets the runs of this node come to the end of their chunks before the process goes; they go back to the queue. What does
 * not make it in time is left to the takeover that follows any crash.
 */
@Component
public class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final InstantSource clock;
    private final Set<Object> running = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile boolean started;

    Drain(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this node is about to go: nothing new begins, and what runs stops at the end of its chunk. */
    public boolean isDraining() {
        return draining;
    }

    /** A run begins; the process does not go before it ends, within limits. */
    public void begin(Object run) {
        running.add(run);
    }

    /** A run of {@link #begin} is over. */
    public void end(Object run) {
        synchronized (running) {
            running.remove(run);
            running.notifyAll();
        }
    }

    @Override
    public void start() {
        draining = false;
        started = true;
    }

    @Override
    public void stop() {
        draining = true;
        Instant end = clock.instant().plus(PATIENCE);
        if (!running.isEmpty()) {
            LOG.info("Waiting for {} job(s) to reach the end of a chunk; they go on at the next start", running.size());
        }
        synchronized (running) {
            try {
                long left;
                while (!running.isEmpty()
                        && (left = Duration.between(clock.instant(), end).toMillis()) > 0) {
                    running.wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
