package dev.orgworks.jobs.engine;

import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The node's threads beside those that runs begin on. They only help: a run whose help comes late or never does all of its
 * work on its own thread, so no number of runs can wait for each other here.
 */
@Component
@EnableConfigurationProperties(EngineSettings.class)
class EngineThreads implements DisposableBean {

    private final int most;
    private final ThreadPoolExecutor pool;

    EngineThreads(EngineSettings settings) {
        this.most = settings.threads();
        AtomicInteger made = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                most,
                most,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "engine-" + made.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
    }

    /** How many threads work on one step at most. */
    int most() {
        return most;
    }

    /** Calls the task on a thread of its own, when one is free; a task may find that everything is done. */
    void help(Runnable task) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        try {
            pool.execute(() -> {
                put(context);
                try {
                    task.run();
                } finally {
                    MDC.clear();
                }
            });
        } catch (RejectedExecutionException e) {
            // the node goes; the run's own thread brings everything to its edge
        }
    }

    @Override
    public void destroy() {
        pool.shutdownNow();
    }

    private static void put(@Nullable Map<String, String> context) {
        if (context != null) {
            MDC.setContextMap(context);
        }
    }
}
