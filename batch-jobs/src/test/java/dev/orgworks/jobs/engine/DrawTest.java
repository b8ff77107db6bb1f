package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps whose items several threads draw from one source. */
@JobsTest
class DrawTest {

    private final Queue<NumberSource> opened = new ConcurrentLinkedQueue<>();
    private final ScriptedJob scripted;
    private final Worker worker;

    @Autowired
    DrawTest(ScriptedJob scripted, Worker worker) {
        this.scripted = scripted;
        this.worker = worker;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void every_item_is_done_once(int threads) {
        UUID run = draw(threads, 60, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(60));
        assertThat(opened)
                .singleElement()
                .satisfies(source -> assertThat(source.isClosed()).isTrue());
    }

    @Test
    void two_threads_draw_at_the_same_time() {
        var together = new CyclicBarrier(2);
        UUID run = draw(2, 10, row -> together.await(20, TimeUnit.SECONDS));

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_failing_source_fails_the_step_with_its_failure(int threads) {
        UUID run = draw(threads, 60, ScriptedJob.NOTHING, 41);

        Attempt attempt = worker.execute(run);

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).hasRootCauseMessage("unreadable from 41 on");
        assertThat(opened).allMatch(NumberSource::isClosed);

        scripted.become(run, kind(run, threads, 0));
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(60));
    }

    @Test
    void a_source_that_does_not_open_fails_the_step() {
        UUID run = scripted.enqueue(
                (steps, numbers, write) -> steps.draw(
                        "numbers",
                        () -> {
                            throw new ConflictException("TEST", "not there");
                        },
                        2,
                        (Integer n) -> write.accept(n)),
                1,
                ScriptedJob.NOTHING);

        assertThat(worker.execute(run).failure()).hasMessage("not there");

        scripted.become(run, kind(run, 2, 0));
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_failing_item_closes_the_source_stops_the_others_and_is_the_failure(int threads) {
        UUID run = draw(threads, 300, row -> {
            if (row == 17) {
                throw new ConflictException("TEST", "no seventeen today");
            }
        });

        Attempt attempt = worker.execute(run);

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).hasRootCauseMessage("no seventeen today");
        assertThat(opened).allMatch(NumberSource::isClosed);
        assertThat(scripted.rows(run)).doesNotContain(17, 300);

        scripted.follow(run, ScriptedJob.NOTHING);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(300));
    }

    @Test
    void those_that_wait_for_an_item_stop_when_another_one_fails() throws Exception {
        var waiting = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var given = new AtomicInteger();
        UUID run = scripted.enqueue(
                (steps, numbers, write) -> steps.draw(
                        "numbers",
                        () -> new DrawnItems<Integer>() {
                            @Override
                            public @Nullable Integer next() throws InterruptedException {
                                if (given.incrementAndGet() == 1) {
                                    return 1;
                                }
                                waiting.countDown();
                                assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
                                return null;
                            }

                            @Override
                            public void close() {
                                closed.countDown();
                            }
                        },
                        2,
                        write),
                1,
                row -> {
                    assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
                    throw new ConflictException("TEST", "no one today");
                });

        assertThat(worker.execute(run).failure()).hasRootCauseMessage("no one today");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_interrupted_run_goes_on_with_what_is_not_done(int threads) {
        UUID run = draw(threads, 100, row -> {
            if (row == 31) {
                Thread.currentThread().interrupt();
            }
        });

        Attempt attempt = worker.execute(run);

        Thread.interrupted();
        assertThat(attempt.ending()).isEqualTo(Ending.STOPPED);
        assertThat(opened).allMatch(NumberSource::isClosed);
        assertThat(scripted.rows(run)).contains(31).hasSizeLessThan(100);

        scripted.follow(run, ScriptedJob.NOTHING);
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_cancelled_run_stops(int threads, @Autowired CancelRun cancel) throws Exception {
        var asleep = new Asleep(5);
        UUID run = draw(threads, 40, asleep);
        var working = CompletableFuture.supplyAsync(() -> worker.execute(run));
        asleep.untilReached();
        cancel.cancel(Worker.SOMEBODY, worker.run(run));
        asleep.wakes();
        working.get(20, TimeUnit.SECONDS);

        assertThat(worker.run(run).state()).isEqualTo(RunState.CANCELLED);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_item_that_lost_its_locks_comes_again(int threads) {
        var lost = new AtomicInteger();
        UUID run = draw(threads, 20, row -> {
            if (row == 11 && lost.getAndIncrement() < 3) {
                throw new CannotAcquireLockException("somebody else was first");
            }
        });

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        assertThat(lost).hasValue(4);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(20));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_swallowed_failure_of_a_nested_transaction_fails_the_step(
            int threads, @Autowired TransactionTemplate nested) {
        UUID run = draw(threads, 20, row -> {
            if (row == 11) {
                try {
                    nested.executeWithoutResult(status -> {
                        throw new IllegalStateException("swallowed");
                    });
                } catch (IllegalStateException swallowed) {
                    return;
                }
            }
        });

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED);
        assertThat(scripted.rows(run)).doesNotContain(11);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_thread_that_was_only_asleep_cannot_commit_its_item_after_a_takeover(int threads) throws Exception {
        var asleep = new Asleep(31);
        UUID run = draw(threads, 100, asleep);
        var sleeping = CompletableFuture.supplyAsync(() -> worker.execute(run));
        asleep.untilReached();

        scripted.follow(run, ScriptedJob.NOTHING);
        Attempt attempt = worker.carryOut(worker.takeOver(run, "node-2").orElseThrow());
        asleep.wakes();
        sleeping.get(20, TimeUnit.SECONDS);

        assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    private UUID draw(int threads, int rows, ScriptedJob.Script script) {
        return draw(threads, rows, script, 0);
    }

    private UUID draw(int threads, int rows, ScriptedJob.Script script, int failing) {
        UUID run = scripted.enqueue(ScriptedJob.EACH, rows, script);
        scripted.become(run, kind(run, threads, failing));
        return run;
    }

    private ScriptedJob.Kind kind(UUID run, int threads, int failing) {
        return (steps, numbers, write) -> steps.draw(
                "numbers",
                () -> {
                    var source = new NumberSource(numbers.get(), scripted.rows(run), failing);
                    opened.add(source);
                    return source;
                },
                threads,
                write);
    }
}
