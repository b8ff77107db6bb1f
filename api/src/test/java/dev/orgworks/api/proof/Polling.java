package dev.orgworks.api.proof;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks again and again. */
final class Polling {

    private Polling() {}

    /**
     * Asks until there is an answer.
     *
     * @param every the pause between two questions
     * @param patience how long it asks
     * @param what is waited for, for the message when it does not come
     */
    static <T> T until(Duration every, Duration patience, String what, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + patience.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + patience.toSeconds() + " s in vain until " + what);
            }
            pause(every);
            answer = question.get();
        }
        return answer.get();
    }

    static void pause(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
