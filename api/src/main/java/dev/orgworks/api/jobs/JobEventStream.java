package dev.orgworks.api.jobs;

import dev.orgworks.domain.jobs.EventKind;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobEvent;
import dev.orgworks.domain.jobs.JobRun;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Pushes the events of runs as server-sent events (WHATWG HTML, section 9.2). One thread looks for new ones on behalf of all
 * listeners, in the database, so it does not matter on which node the run is carried out.
 */
@Component
class JobEventStream implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobEventStream.class);
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final int LOOKS_BETWEEN_COMMENTS = 60;
    private static final int AT_ONCE = 500;

    private final FindRuns runs;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking;
    private @Nullable ScheduledFuture<?> looks;
    private volatile boolean running;
    private int count;

    JobEventStream(FindRuns runs) {
        this.runs = runs;
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "job-events");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Streams the events behind a number until the run is finished or the client goes. */
    SseEmitter open(UUID runId, long after) {
        SseEmitter emitter = new SseEmitter(0L);
        Listener listener = new Listener(runId, after, emitter);
        emitter.onCompletion(() -> listeners.remove(listener));
        emitter.onError(e -> listeners.remove(listener));
        listeners.add(listener);
        return emitter;
    }

    private void look() {
        try {
            boolean comment = ++count % LOOKS_BETWEEN_COMMENTS == 0;
            listeners.removeIf(listener -> !listener.push(runs, comment));
        } catch (RuntimeException e) {
            LOG.warn(
                    "Listeners to job events wait a moment longer: {}",
                    e.getClass().getName());
        }
    }

    @Override
    public void start() {
        running = true;
        looks = looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Before the web server waits for its requests to end, of which these never would. */
    @Override
    public void stop() {
        running = false;
        if (looks != null) {
            looks.cancel(false);
        }
        listeners.forEach(listener -> listener.emitter.complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Somebody who listens to a run. Only the looking thread uses it. */
    private static final class Listener {

        private final UUID runId;
        private final SseEmitter emitter;
        private long seen;

        Listener(UUID runId, long seen, SseEmitter emitter) {
            this.runId = runId;
            this.seen = seen;
            this.emitter = emitter;
        }

        /** Sends what is new; false when there will be no more. */
        boolean push(FindRuns runs, boolean comment) {
            JobRun run = runs.find(runId).orElse(null);
            List<JobEvent> events = runs.events(runId, seen, EnumSet.allOf(EventKind.class), AT_ONCE);
            try {
                for (JobEvent event : events) {
                    emitter.send(SseEmitter.event()
                            .id(Long.toString(event.seq()))
                            .name(event.kind().name().toLowerCase(Locale.ROOT))
                            .data(event.data(), MediaType.APPLICATION_JSON));
                    seen = event.seq();
                }
                if (events.isEmpty() && (run == null || run.state().isFinished())) {
                    emitter.complete();
                    return false;
                }
                if (comment) {
                    emitter.send(SseEmitter.event().comment("still here"));
                }
                return true;
            } catch (IOException | IllegalStateException e) {
                LOG.debug("A listener to run {} is gone", runId, e);
                emitter.completeWithError(e);
                return false;
            }
        }
    }
}
