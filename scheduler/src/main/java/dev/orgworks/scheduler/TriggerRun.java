package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.RunEnqueued;
import dev.orgworks.domain.jobs.RunFinished;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes Quartz's threads look for runs: one trigger, one thread that takes one run. A trigger names no run; {@link TakeRun}
 * decides when it fires.
 *
 * <p>Never in the transaction that enqueued a run: on a lost lock Quartz rolls the connection back, and the caller's own rows
 * with it. What a crash in between leaves without a trigger, {@link SweepQueue} finds.
 */
@Component
class TriggerRun implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TriggerRun.class);

    private final Scheduler scheduler;
    private final CountTriggers count;
    private final TransactionTemplate alone;
    private final ExecutorService handingOver = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "hand-over");
        thread.setDaemon(true);
        return thread;
    });

    TriggerRun(Scheduler scheduler, CountTriggers count, PlatformTransactionManager transactions) {
        this.scheduler = scheduler;
        this.count = count;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void afterCommit(RunEnqueued enqueued) {
        soon(() -> trigger(1));
    }

    /** Its thread is free, and the run that waited for it may be ready. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void afterCommit(RunFinished finished) {
        soon(() -> triggerMissing(0));
    }

    /**
     * On a thread of its own: right after a commit the caller still holds its connection, and callers that each hold one while
     * they wait for a second would empty the pool together.
     */
    private void soon(Runnable handOver) {
        try {
            handingOver.execute(() -> {
                try {
                    handOver.run();
                } catch (RuntimeException e) {
                    LOG.warn("A run starts only when the queue is swept, since handing it over failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("This node is about to go; the run is left to the sweeper", e);
        }
    }

    @Override
    public void destroy() {
        handingOver.shutdown();
    }

    /**
     * Makes the triggers that are missing.
     *
     * @param lost running runs that no thread has
     */
    void triggerMissing(int lost) {
        trigger(count.missing(lost));
    }

    /** Makes triggers, and wakes this node's scheduler. */
    private void trigger(int triggers) {
        if (triggers > 0) {
            alone.executeWithoutResult(status -> schedule(triggers));
            // Quartz woke up before the commit above, saw nothing and went to sleep again
            alone.executeWithoutResult(status -> wake());
        }
    }

    private void schedule(int triggers) {
        try {
            for (int i = 0; i < triggers; i++) {
                scheduler.scheduleJob(TriggerBuilder.newTrigger()
                        .withIdentity(QuartzKeys.trigger())
                        .forJob(QuartzKeys.RUN)
                        .startNow()
                        .build());
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not take a trigger", e);
        }
    }

    private void wake() {
        try {
            scheduler.resumeJob(QuartzKeys.RUN);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz could not be woken", e);
        }
    }
}
