package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.RunEnqueued;
import java.util.UUID;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
class TriggerRun {

    private static final Logger LOG = LoggerFactory.getLogger(TriggerRun.class);

    private final Scheduler scheduler;
    private final TransactionTemplate alone;

    TriggerRun(Scheduler scheduler, PlatformTransactionManager transactions) {
        this.scheduler = scheduler;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void afterCommit(RunEnqueued enqueued) {
        try {
            trigger(enqueued.runId());
        } catch (RuntimeException e) {
            LOG.warn("Run {} starts only when the queue is swept, since handing it over failed", enqueued.runId(), e);
        }
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
