package dev.orgworks.jobs.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Works a step's slices on the run's own thread and on those that are free: the one place that decides who works on them.
 *
 * <p>Spring Batch's own handler would not do: its slices share one step and so its reader, a failed slice lets the others
 * run to their ends, an interrupt of the caller leaves them behind at work, and a run waits until the pool has a thread.
 */
final class LocalSlices implements PartitionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSlices.class);

    /** How often in a row, without a chunk in between, a slice may lose its locks to somebody else. */
    private static final int LOST_LOCKS = 5;

    private final JobRepository repository;
    private final EngineThreads threads;
    private final int slices;
    private final StepInterruptionPolicy policy;
    private final Supplier<? extends WorkSlices.Shared> open;

    LocalSlices(
            JobRepository repository,
            EngineThreads threads,
            int slices,
            StepInterruptionPolicy policy,
            Supplier<? extends WorkSlices.Shared> open) {
        this.repository = repository;
        this.threads = threads;
        this.slices = slices;
        this.policy = policy;
        this.open = open;
    }

    /** @throws Exception the first failure of any slice, or that the run is to stop */
    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution whole) throws Exception {
        Queue<StepExecution> ended = new ConcurrentLinkedQueue<>();
        try (WorkSlices.Shared shared = open.get()) {
            SharedStop stop = new SharedStop(policy, shared::close);
            var left = new ConcurrentLinkedQueue<>(splitter.split(whole, slices).stream()
                    .sorted(Comparator.comparing(StepExecution::getId))
                    .toList());
            var working = new CountDownLatch(left.size());
            Runnable work = () -> {
                StepExecution slice;
                while ((slice = left.poll()) != null) {
                    try {
                        ended.add(work(slice, shared, stop));
                    } catch (Throwable e) {
                        stop.fail(e);
                    } finally {
                        working.countDown();
                    }
                }
            };
            for (int helpers = Math.min(threads.most(), left.size()) - 1; helpers > 0; helpers--) {
                threads.help(work);
            }
            work.run();
            await(working, stop);
            Throwable failure = stop.failure();
            if (failure != null) {
                throw failure instanceof Exception e ? e : new IllegalStateException(failure);
            }
            if (stop.isStopped()) {
                whole.setTerminateOnly();
                throw new JobInterruptedException("The slices of " + whole.getStepName() + " stopped");
            }
        }
        return ended;
    }

    private StepExecution work(StepExecution begun, WorkSlices.Shared shared, SharedStop stop)
            throws JobInterruptedException {
        StepExecution slice = begun;
        for (int lost = 0; ; ) {
            shared.slice(slice, stop).execute(slice);
            if (slice.getStatus() == BatchStatus.COMPLETED) {
                return slice;
            }
            if (slice.getStatus() == BatchStatus.STOPPED) {
                stop.stop();
                return slice;
            }
            Throwable failure = slice.getFailureExceptions().get(0);
            lost = slice.getCommitCount() > 0 ? 1 : lost + 1;
            if (slice.getStatus() != BatchStatus.FAILED || !lostItsLocks(failure) || lost > LOST_LOCKS) {
                stop.fail(failure);
                return slice;
            }
            LOG.info("{} lost its locks to somebody else and goes on behind its last chunk", slice.getStepName());
            slice = again(slice);
        }
    }

    private StepExecution again(StepExecution slice) {
        StepExecution again = repository.createStepExecution(slice.getStepName(), slice.getJobExecution());
        again.setExecutionContext(slice.getExecutionContext());
        repository.updateExecutionContext(again);
        return again;
    }

    private static boolean lostItsLocks(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PessimisticLockingFailureException) {
                return true;
            }
        }
        return false;
    }

    /** No slice is left behind at work: an interrupt makes them stop, and is waited through. */
    private static void await(CountDownLatch working, SharedStop stop) {
        boolean interrupted = false;
        while (working.getCount() > 0) {
            try {
                working.await();
            } catch (InterruptedException e) {
                interrupted = true;
                stop.stop();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
