package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.jobs.FindRuns;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.quartz.LocalDataSourceJobStore;
import org.springframework.transaction.support.TransactionTemplate;

/** Quartz as it is set up here. */
@SchedulerTest
class QuartzTest {

    private final Errands errands;
    private final Scheduler scheduler;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    @Autowired
    QuartzTest(Errands errands, Scheduler scheduler, JdbcClient jdbc, TransactionTemplate transaction) {
        this.errands = errands;
        this.scheduler = scheduler;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Test
    void every_node_shares_one_store_under_a_name_of_its_own() throws SchedulerException {
        assertThat(scheduler.getMetaData().getJobStoreClass()).isEqualTo(LocalDataSourceJobStore.class);
        assertThat(scheduler.getMetaData().isJobStoreClustered()).isTrue();
        assertThat(scheduler.getSchedulerInstanceId()).isNotIn("AUTO", "NON_CLUSTERED");
    }

    @Test
    void a_lock_that_Quartz_does_not_get_is_an_exception_and_not_a_silent_rollback(@Autowired FindRuns runs)
            throws Exception {
        var held = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        var holder = CompletableFuture.runAsync(
                () -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("select LOCK_NAME from QRTZ_LOCKS where LOCK_NAME = 'TRIGGER_ACCESS' for update")
                            .query(String.class)
                            .list();
                    held.countDown();
                    try {
                        // long enough to be waited for in vain once, and short enough for a second try
                        refused.await(2_500, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }),
                command -> new Thread(command).start());
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        List<UUID> enqueued = new CopyOnWriteArrayList<>();

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("set session innodb_lock_wait_timeout = 1").update();
                    try {
                        enqueued.add(errands.queued(null, Instant.now().plusSeconds(3_600), 0, () -> {}));
                        schedule();
                    } finally {
                        jdbc.sql("set session innodb_lock_wait_timeout = default")
                                .update();
                    }
                }))
                .hasStackTraceContaining("LockException");

        refused.countDown();
        holder.get(20, TimeUnit.SECONDS);
        assertThat(runs.find(enqueued.get(0))).isEmpty();
    }

    private void schedule() {
        try {
            scheduler.scheduleJob(TriggerBuilder.newTrigger()
                    .withIdentity(QuartzKeys.trigger())
                    .forJob(QuartzKeys.RUN)
                    .startAt(Timestamp.from(Instant.now().plusSeconds(3_600)))
                    .build());
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }
}
