package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps whose units several threads work on. */
@JobsTest
class SpreadTest {

    private final ScriptedJob scripted;
    private final Worker worker;
    private final JdbcClient jdbc;

    @Autowired
    SpreadTest(ScriptedJob scripted, Worker worker, JdbcClient jdbc) {
        this.scripted = scripted;
        this.worker = worker;
        this.jdbc = jdbc;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void every_unit_is_done_once(int threads) {
        UUID run = scripted.enqueue(ScriptedJob.spread(threads), 31, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(31));
        assertThat(slices(run))
                .hasSize(threads)
                .allSatisfy(slice -> assertThat(slice).endsWith("of" + threads + " COMPLETED"));
    }

    @Test
    void no_units_are_no_work() {
        UUID run = scripted.enqueue(ScriptedJob.spread(2), 0, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void two_threads_work_at_the_same_time() {
        var together = new CyclicBarrier(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        UUID run = scripted.enqueue(ScriptedJob.spread(2), 10, row -> {
            threads.add(Thread.currentThread());
            together.await(20, TimeUnit.SECONDS);
        });

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        assertThat(threads).hasSize(2).contains(Thread.currentThread());
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(10));
    }

    @Test
    void a_run_does_without_help_when_all_threads_are_busy(@Autowired EngineThreads threads) {
        var over = new CountDownLatch(1);
        for (int i = 0; i < threads.most(); i++) {
            threads.help(() -> {
                try {
                    assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        UUID run = scripted.enqueue(ScriptedJob.spread(2), 10, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        over.countDown();
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_interrupted_thread_stops_all_slices_and_the_next_attempt_goes_on(int threads) {
        UUID run = scripted.enqueue(ScriptedJob.spread(threads), 100, row -> {
            if (row == 31) {
                Thread.currentThread().interrupt();
            }
        });

        Attempt attempt = worker.execute(run);

        Thread.interrupted();
        assertThat(attempt.ending()).isEqualTo(Ending.STOPPED);
        assertThat(scripted.rows(run)).contains(31).hasSizeLessThan(100).doesNotHaveDuplicates();

        scripted.follow(run, ScriptedJob.NOTHING);
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    @Test
    void an_interrupt_of_the_run_waits_for_the_slices_and_stops_them() throws Exception {
        var asleep = new Asleep(1);
        var own = new CountDownLatch(10);
        var attempt = new CompletableFuture<Attempt>();
        UUID run = scripted.enqueue(ScriptedJob.spread(2), 20, ScriptedJob.NOTHING);
        Thread running = new Thread(() -> attempt.complete(worker.execute(run)));
        scripted.follow(run, row -> {
            if (Thread.currentThread() == running) {
                asleep.untilReached();
                own.countDown();
            } else {
                asleep.wrote(1);
            }
        });
        running.start();
        assertThat(own.await(20, TimeUnit.SECONDS)).isTrue();

        running.interrupt();
        asleep.wakes();

        assertThat(attempt.get(20, TimeUnit.SECONDS).ending()).isEqualTo(Ending.STOPPED);
        assertThat(scripted.rows(run)).hasSizeBetween(11, 19).doesNotHaveDuplicates();
        scripted.follow(run, ScriptedJob.NOTHING);
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(20));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_cancelled_run_stops_and_can_be_restarted(int threads, @Autowired CancelRun cancel) throws Exception {
        var asleep = new Asleep(5);
        UUID run = scripted.enqueue(ScriptedJob.spread(threads), 40, asleep);
        var working = CompletableFuture.supplyAsync(() -> worker.execute(run));
        asleep.untilReached();
        cancel.cancel(Worker.SOMEBODY, worker.run(run));
        asleep.wakes();
        working.get(20, TimeUnit.SECONDS);

        assertThat(worker.run(run).state()).isEqualTo(RunState.CANCELLED);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    @Test
    void a_failure_in_one_slice_stops_the_other_and_is_the_one_reported() {
        var eight = new CountDownLatch(1);
        var id = new CompletableFuture<UUID>();
        UUID run = scripted.enqueue(ScriptedJob.spread(2), 200, row -> {
            if (row == 7) {
                assertThat(eight.await(20, TimeUnit.SECONDS)).isTrue();
                throw new ConflictException("TEST", "no seven today");
            }
            if (row == 8) {
                eight.countDown();
                await().until(() -> slices(id.get()).contains("numbers:1of2 FAILED"));
            }
        });

        id.complete(run);
        Attempt attempt = worker.execute(run);

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).hasRootCauseMessage("no seven today");
        assertThat(scripted.rows(run)).contains(8).doesNotContain(7, 9).hasSizeLessThan(103);
        assertThat(slices(run)).containsExactly("numbers:1of2 FAILED", "numbers:2of2 STOPPED");

        scripted.follow(run, ScriptedJob.NOTHING);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_swallowed_failure_of_a_nested_transaction_fails_the_slice(
            int threads, @Autowired TransactionTemplate nested) {
        UUID run = scripted.enqueue(ScriptedJob.spread(threads), 40, row -> {
            if (row == 21) {
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
        assertThat(scripted.rows(run)).doesNotContain(21);

        scripted.follow(run, ScriptedJob.NOTHING);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_unit_that_lost_its_locks_is_tried_again_in_a_transaction_of_its_own(int threads) {
        var lost = new AtomicInteger();
        UUID run = scripted.enqueue(ScriptedJob.spread(threads), 20, row -> {
            if (row == 11 && lost.getAndIncrement() < 5) {
                throw new CannotAcquireLockException("somebody else was first");
            }
        });

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        assertThat(lost).hasValue(6);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(20));
    }

    @Test
    void a_unit_that_never_gets_its_locks_fails_the_run() {
        UUID run = scripted.enqueue(ScriptedJob.spread(2), 20, row -> {
            if (row == 11) {
                throw new CannotAcquireLockException("somebody else was first");
            }
        });

        Attempt attempt = worker.execute(run);

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).hasRootCauseMessage("somebody else was first");
    }

    @Test
    void a_restart_keeps_the_slices_whatever_the_threads_are_then() {
        UUID run = stopped(2, 31, 100);
        scripted.become(run, ScriptedJob.spread(3));

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        assertThat(slices(run)).allSatisfy(slice -> assertThat(slice).contains("of2 "));
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    @Test
    void a_restart_with_other_units_is_refused() {
        UUID run = stopped(2, 31, 100);
        scripted.become(
                run,
                (steps, numbers, write) ->
                        steps.spread("numbers", () -> numbers.get().subList(0, 99), 2, write));

        Attempt attempt = worker.execute(run);

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).hasMessageStartingWith("There were 100 units");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_slice_that_was_only_asleep_cannot_commit_its_unit_after_a_takeover(int threads) throws Exception {
        var asleep = new Asleep(31);
        UUID run = scripted.enqueue(ScriptedJob.spread(threads), 100, asleep);
        var sleeping = CompletableFuture.supplyAsync(() -> worker.execute(run));
        asleep.untilReached();

        scripted.follow(run, ScriptedJob.NOTHING);
        Attempt attempt = worker.carryOut(worker.takeOver(run, "node-2").orElseThrow());
        asleep.wakes();
        sleeping.get(20, TimeUnit.SECONDS);

        assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
        assertThat(worker.run(run).state()).isEqualTo(RunState.COMPLETED);
    }

    /** A run that was interrupted in a row's chunk. */
    private UUID stopped(int threads, int last, int rows) {
        UUID run = scripted.enqueue(ScriptedJob.spread(threads), rows, row -> {
            if (row == last) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.STOPPED);
        Thread.interrupted();
        scripted.follow(run, ScriptedJob.NOTHING);
        return run;
    }

    private List<String> slices(UUID run) {
        return jdbc.sql("""
                        select concat(e.STEP_NAME, ' ', e.STATUS) from BATCH_STEP_EXECUTION e
                        join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
                        where p.PARAMETER_VALUE = :run and e.STEP_NAME like '%:%' order by e.STEP_NAME, e.STEP_EXECUTION_ID
                        """).param("run", run.toString()).query(String.class).list();
    }
}
