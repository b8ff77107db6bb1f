package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.RunEnqueued;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.quartz.ObjectAlreadyExistsException;
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
 * Hands a queued run to Quartz.
 *
 * <p>Never in the transaction that enqueued it: on a lost lock Quartz rolls the connection back, and the caller's own rows
 * with it. What a crash in between leaves without a trigger, {@link SweepQueue} finds.
 */
@Component
class TriggerRun implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TriggerRun.class);

    private final Scheduler scheduler;
    private final TransactionTemplate alone;
    private final ExecutorService handingOver = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "hand-over");
        thread.setDaemon(true);
        return thread;
    });

    TriggerRun(Scheduler scheduler, PlatformTransactionManager transactions) {
        this.scheduler = scheduler;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void afterCommit(RunEnqueued enqueued) {
        soon(enqueued.runId());
    }

    /**
     * Triggers the run on a thread of its own: right after a commit the caller still holds its connection, and callers that
     * each hold one while they wait for a second would empty the pool together.
     */
    void soon(UUID runId) {
        try {
            handingOver.execute(() -> handOver(runId));
        } catch (RejectedExecutionException e) {
            LOG.debug("This node is about to go; the run {} is left to the sweeper", runId, e);
        }
    }

    private void handOver(UUID runId) {
        try {
            trigger(runId);
        } catch (RuntimeException e) {
            LOG.warn("Run {} starts only when the queue is swept, since handing it over failed", runId, e);
        }
    }

    @Override
    public void destroy() {
        handingOver.shutdown();
    }

    /** Makes the run's trigger, unless it has one, and wakes this node's scheduler. */
    void trigger(UUID runId) {
        hand(runId, false);
    }

    /** As {@link #trigger}, for a run that is running by its state, but on no thread of any node. */
    void takeOver(UUID runId) {
        hand(runId, true);
    }

    private void hand(UUID runId, boolean takeOver) {
        alone.executeWithoutResult(status -> schedule(runId, takeOver));
        // Quartz woke up before the commit above, saw nothing and went to sleep again
        alone.executeWithoutResult(status -> wake());
    }

    private void schedule(UUID runId, boolean takeOver) {
        try {
            scheduler.scheduleJob(TriggerBuilder.newTrigger()
                    .withIdentity(QuartzKeys.trigger(runId))
                    .forJob(QuartzKeys.RUN)
                    .usingJobData(QuartzKeys.RUN_ID, runId.toString())
                    .usingJobData(QuartzKeys.TAKE_OVER, String.valueOf(takeOver))
                    .startNow()
                    .build());
        } catch (ObjectAlreadyExistsException e) {
            LOG.debug("Run {} has its trigger already", runId);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not take the run " + runId, e);
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
