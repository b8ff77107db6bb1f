package dev.orgworks.jobs.engine;

import org.jspecify.annotations.Nullable;

/**
 * Items that several threads draw from, such as what one thread reads ahead of them. It is told by what is done with the
 * items what a restart need not give again; nothing of it is kept by the engine.
 *
 * @param <T> what one transaction treats
 */
public interface DrawnItems<T> extends AutoCloseable {

    /**
     * The next item; each goes to one caller only. Waits until there is one.
     *
     * @return null at the end, and after {@link #close}
     * @throws Exception why there are no more; the step fails with it
     */
    @Nullable
    T next() throws Exception;

    /** Called on any thread, even twice; those that wait in {@link #next} then come back. */
    @Override
    void close();
}
