package dev.orgworks.jobs.engine;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Numbers that a thread of its own reads ahead; 0 is the end for everybody. */
final class NumberSource implements DrawnItems<Integer> {

    private static final int END = 0;

    private final BlockingQueue<Integer> ahead = new ArrayBlockingQueue<>(2);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread feeder;
    private volatile boolean closed;

    /**
     * @param numbers all there are
     * @param done those that need not come again
     * @param failing reading stops with a failure here
     */
    NumberSource(List<Integer> numbers, Collection<Integer> done, int failing) {
        feeder = new Thread(() -> feed(numbers, done, failing), "feeder");
        feeder.start();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable Integer next() throws InterruptedException {
        int next = ahead.take();
        if (next != END && !closed) {
            return next;
        }
        ahead.offer(END);
        RuntimeException failed = failure.get();
        if (failed != null && !closed) {
            throw failed;
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
        feeder.interrupt();
        ahead.clear();
        ahead.offer(END);
    }

    private void feed(List<Integer> numbers, Collection<Integer> done, int failing) {
        try {
            for (int number : numbers) {
                if (number == failing) {
                    failure.set(new IllegalStateException("unreadable from " + number + " on"));
                    break;
                }
                if (!done.contains(number)) {
                    ahead.put(number);
                }
            }
            ahead.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
