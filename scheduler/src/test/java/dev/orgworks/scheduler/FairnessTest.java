package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.RunQueue;
import dev.orgworks.domain.jobs.RunQueue.Candidate;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.jobs.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who gets a thread when there are fewer of them than runs. */
@SchedulerTest
class FairnessTest {

    private static final long ONE = 1_001;
    private static final long OTHER = 1_002;

    private final Errands errands;
    private final RunQueue queue;
    private final JobSettings settings;
    private final List<CountDownLatch> holds = new ArrayList<>();

    @Autowired
    FairnessTest(Errands errands, RunQueue queue, JobSettings settings) {
        this.errands = errands;
        this.queue = queue;
        this.settings = settings;
    }

    @AfterEach
    void letGo() {
        holds.forEach(CountDownLatch::countDown);
    }

    private CountDownLatch hold() {
        var hold = new CountDownLatch(1);
        holds.add(hold);
        return hold;
    }

    @Test
    void heavy_runs_leave_threads_to_a_small_one_of_another_organization() {
        CountDownLatch hold = hold();
        List<UUID> heavy = IntStream.range(0, settings.threads() + 2)
                .mapToObj(i -> errands.enqueue(of(ONE + i, true, () -> QueueTest.awaits(hold))))
                .toList();
        awaitRunning(heavy, settings.heavyRunsAtOnce());

        JobRun small = errands.await(errands.enqueue(of(OTHER, false, () -> {})), RunState.COMPLETED);

        assertThat(small.startedAt()).isBefore(small.createdAt().plus(Duration.ofSeconds(5)));
        assertThat(running(heavy)).isEqualTo(settings.heavyRunsAtOnce());
        hold.countDown();
        heavy.forEach(id -> errands.await(id, RunState.COMPLETED));
    }

    @Test
    void the_next_thread_goes_to_the_organization_of_which_the_fewest_run() {
        var order = new CopyOnWriteArrayList<String>();
        CountDownLatch first = hold();
        CountDownLatch rest = hold();
        List<UUID> running = new ArrayList<>();
        running.add(errands.enqueue(of(ONE, false, () -> QueueTest.awaits(first))));
        IntStream.range(1, settings.runsAtOnce())
                .forEach(i -> running.add(errands.enqueue(of(ONE, false, () -> QueueTest.awaits(rest)))));
        awaitRunning(running, settings.runsAtOnce());
        List<UUID> mine = IntStream.range(0, 20)
                .mapToObj(i -> errands.enqueue(of(ONE, false, () -> order.add("one"))))
                .toList();
        UUID theirs = errands.enqueue(of(OTHER, false, () -> order.add("other")));

        assertThat(queue.before(errands.run(theirs))).isZero();
        assertThat(queue.before(errands.run(mine.get(19)))).isEqualTo(20);
        first.countDown();

        errands.await(theirs, RunState.COMPLETED);
        mine.forEach(id -> errands.await(id, RunState.COMPLETED));
        assertThat(order).hasSize(21).startsWith("other");
    }

    @Test
    void within_an_organization_priority_comes_before_age() {
        CountDownLatch hold = hold();
        List<UUID> running = IntStream.range(0, settings.runsAtOnce())
                .mapToObj(i -> errands.enqueue(of(ONE, false, () -> QueueTest.awaits(hold))))
                .toList();
        awaitRunning(running, settings.runsAtOnce());
        UUID old = errands.enqueue(of(ONE, false, () -> {}));
        RunRequest urgent = errands.request(null, () -> {});
        UUID first = errands.enqueue(new RunRequest(ONE, urgent.type(), urgent.payload(), null, null, 5));

        assertThat(queue.next(true, 2)).extracting(Candidate::runId).containsExactly(first, old);
    }

    private RunRequest of(long organization, boolean heavy, Runnable errand) {
        RunRequest request = errands.request(null, errand);
        return new RunRequest(organization, request.type(), request.payload(), null, null, 0, heavy);
    }

    private void awaitRunning(List<UUID> ids, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> running(ids) == count);
    }

    private long running(List<UUID> ids) {
        return ids.stream()
                .filter(id -> errands.run(id).state() == RunState.RUNNING)
                .count();
    }
}
