package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.jobs.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What starts, when, and what never does. */
@SchedulerTest
class QueueTest {

    private final Errands errands;
    private final EnqueueRun enqueue;
    private final CancelRun cancel;
    private final FindRuns runs;
    private final TransactionTemplate transaction;

    @Autowired
    QueueTest(Errands errands, EnqueueRun enqueue, CancelRun cancel, FindRuns runs, TransactionTemplate transaction) {
        this.errands = errands;
        this.enqueue = enqueue;
        this.cancel = cancel;
        this.runs = runs;
        this.transaction = transaction;
    }

    @Test
    void a_run_starts_soon_after_the_commit_that_enqueued_it() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            UUID id = errands.enqueue((String) null, () -> {});
            JobRun done = errands.await(id, RunState.COMPLETED);
            Instant started = done.startedAt();
            assertThat(started).isNotNull();
            if (started != null) {
                waits.add(Duration.between(done.createdAt(), started).toMillis());
            }
        }
        System.out.println("From enqueueing, through the commit, to the start, ms: " + waits);
        assertThat(waits).hasSize(10).allSatisfy(wait -> assertThat(wait).isLessThan(5_000));
    }

    @Test
    void what_is_rolled_back_never_runs() {
        var ran = new AtomicInteger();
        List<UUID> enqueued = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            enqueued.add(enqueue.enqueue(Errands.SOMEBODY, errands.request(null, ran::incrementAndGet)));
            status.setRollbackOnly();
        });

        errands.await(errands.enqueue((String) null, () -> {}), RunState.COMPLETED);
        errands.await(errands.queued(null, null, 0, () -> {}), RunState.COMPLETED);

        assertThat(runs.find(enqueued.get(0))).isEmpty();
        assertThat(ran).hasValue(0);
    }

    @Test
    void runs_of_one_key_never_overlap_and_keep_their_order_while_other_keys_run() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var order = new CopyOnWriteArrayList<Integer>();
        var firstRuns = new CountDownLatch(1);
        var otherDone = new CountDownLatch(1);
        List<UUID> ids = IntStream.range(0, 5)
                .mapToObj(i -> errands.enqueue("key:one", () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    order.add(i);
                    firstRuns.countDown();
                    awaits(otherDone);
                    running.decrementAndGet();
                }))
                .toList();

        awaits(firstRuns);
        errands.await(errands.enqueue("key:two", () -> {}), RunState.COMPLETED);
        assertThat(errands.run(ids.get(0)).state()).isEqualTo(RunState.RUNNING);
        assertThat(errands.run(ids.get(1)).state()).isEqualTo(RunState.QUEUED);
        otherDone.countDown();

        ids.forEach(id -> errands.await(id, RunState.COMPLETED));
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(most).hasValue(1);
    }

    @Test
    void the_sweeper_finds_a_queued_run_without_a_trigger() {
        var ran = new AtomicInteger();

        JobRun done = errands.await(errands.queued(null, null, 0, ran::incrementAndGet), RunState.COMPLETED);

        assertThat(done.attempts()).isEqualTo(1);
        assertThat(ran).hasValue(1);
    }

    @Test
    void a_run_does_not_start_before_its_time() {
        Instant due = Instant.now().plusSeconds(2);

        JobRun done = errands.await(errands.queued(null, due, 1, () -> {}), RunState.COMPLETED);

        assertThat(done.startedAt()).isAfterOrEqualTo(due.minusMillis(1));
    }

    @Test
    void one_dedup_key_is_one_run() {
        var ran = new AtomicInteger();
        Map<String, Object> payload =
                errands.request(null, ran::incrementAndGet).payload();
        var request = new RunRequest(null, "errand", payload, "dedup:" + UUID.randomUUID(), null, 0);

        UUID first = errands.enqueue(request);
        errands.await(first, RunState.COMPLETED);
        UUID again = errands.enqueue(request);

        assertThat(again).isEqualTo(first);
        assertThat(ran).hasValue(1);
        assertThatThrownBy(() -> errands.enqueue(
                        new RunRequest(null, "errand", Map.of("errand", "x"), request.dedupKey(), null, 0)))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void the_cancel_of_a_queued_run_starts_the_next_of_its_key() {
        var ran = new AtomicInteger();
        UUID waiting = errands.queued("key:cancel", Instant.now().plus(Duration.ofHours(1)), 1, ran::incrementAndGet);
        UUID next = errands.enqueue("key:cancel", () -> {});
        errands.await(errands.queued(null, null, 0, () -> {}), RunState.COMPLETED);
        assertThat(errands.run(next).state()).isEqualTo(RunState.QUEUED);

        cancel.cancel(Errands.SOMEBODY, errands.run(waiting));

        errands.await(next, RunState.COMPLETED);
        assertThat(errands.run(waiting).state()).isEqualTo(RunState.CANCELLED);
        assertThat(ran).hasValue(0);
    }

    static void awaits(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
