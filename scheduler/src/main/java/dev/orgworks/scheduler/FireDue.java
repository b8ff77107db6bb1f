package dev.orgworks.scheduler;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.FireSchedules;
import dev.orgworks.domain.jobs.ResumeSchedules;
import dev.orgworks.domain.jobs.RezoneSchedules;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Every second on every node that carries out jobs: ends pauses and fires the schedules that are due. On a thread of its own, since a trigger
 * of Quartz would stand behind all runs that wait for a thread, and schedules would be late for hours.
 */
@Component
class FireDue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FireDue.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final long PATIENCE_SECONDS = 10;

    private static final Actor SCHEDULER = new Actor("scheduler", null, null);

    private final ResumeSchedules resume;
    private final RezoneSchedules rezone;
    private final FireSchedules fire;
    private final boolean carriesOutJobs;
    private volatile @Nullable ScheduledExecutorService looking;

    FireDue(ResumeSchedules resume, RezoneSchedules rezone, FireSchedules fire, Environment environment) {
        this.resume = resume;
        this.rezone = rezone;
        this.fire = fire;
        this.carriesOutJobs = !"api".equals(environment.getProperty("orgworks.node"));
    }

    @Override
    public void start() {
        if (carriesOutJobs && looking == null) {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread daemon = new Thread(task, "schedules");
                daemon.setDaemon(true);
                return daemon;
            });
            looking = thread;
            ScheduledFuture<?> unused =
                    thread.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** What is being fired is committed before the database goes. */
    @Override
    public void stop() {
        ScheduledExecutorService thread = looking;
        looking = null;
        if (thread == null) {
            return;
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Schedules are still being fired; what is not committed is fired after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    private void look() {
        try {
            boolean more;
            do {
                more = resume.resume() && isRunning();
            } while (more);
            do {
                more = rezone.rezone() && isRunning();
            } while (more);
            do {
                more = fire.fire(SCHEDULER, null).more() && isRunning();
            } while (more);
        } catch (RuntimeException e) {
            LOG.warn("Schedules that are due wait for the next second, since firing them failed", e);
        }
    }
}
