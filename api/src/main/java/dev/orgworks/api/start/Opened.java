package dev.orgworks.api.start;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the process has opened so far. It is closed in the reverse order when the process ends, by a signal, by a failed
 * start or by itself: the application first, then its database, then the folder's lock, which has to be held until then.
 *
 * <p>Spring Boot's own shutdown hook is not used: it comes into being with the application, too late for a signal that
 * arrives, or a start that fails, while the database runs already.
 */
final class Opened {

    private static final long PATIENCE_SECONDS = 60;

    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private boolean ending;

    private Opened() {}

    static Opened untilTheEnd() {
        Opened opened = new Opened();
        Runtime.getRuntime().addShutdownHook(new Thread(opened::close, "end"));
        return opened;
    }

    synchronized void add(AutoCloseable thing) {
        things.push(thing);
    }

    /** Whether the process ends already; what fails then, fails because of that. */
    synchronized boolean isEnding() {
        return ending;
    }

    private void close() {
        for (AutoCloseable thing : all()) {
            try {
                thing.close();
            } catch (Exception e) {
                System.err.println("Orgworks could not end in order: " + e);
            }
        }
    }

    private synchronized List<AutoCloseable> all() {
        ending = true;
        return List.copyOf(things);
    }

    /** Ends a database that is still installing or recovering its data when the end comes, and so is nobody's yet. */
    static void endChildren() {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
