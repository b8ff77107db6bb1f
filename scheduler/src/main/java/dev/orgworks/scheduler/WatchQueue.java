package dev.orgworks.scheduler;

import dev.orgworks.domain.reports.TellLateReports;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks after the queue on every node, each half minute, on a thread of its own: Quartz cannot free its own triggers when the
 * one that would start this is among the stuck ones, and when no node carries runs out somebody has to say so.
 */
@Component
class WatchQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WatchQueue.class);
    private static final long EVERY_SECONDS = 30;

    private final FreeTriggers triggers;
    private final WarnOfLateRuns late;
    private final TellLateReports lateReports;
    private final ScheduledExecutorService watching;
    private @Nullable ScheduledFuture<?> watches;

    WatchQueue(FreeTriggers triggers, WarnOfLateRuns late, TellLateReports lateReports) {
        this.triggers = triggers;
        this.late = late;
        this.lateReports = lateReports;
        this.watching = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "queue-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void watch() {
        try {
            triggers.free();
            late.warn();
            lateReports.tell();
        } catch (RuntimeException e) {
            LOG.warn("The queue is looked after again in {} s, since this time it failed", EVERY_SECONDS, e);
        }
    }

    @Override
    public void start() {
        watches = watching.scheduleWithFixedDelay(this::watch, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (watches != null) {
            watches.cancel(false);
            watches = null;
        }
    }

    @Override
    public boolean isRunning() {
        return watches != null;
    }
}
