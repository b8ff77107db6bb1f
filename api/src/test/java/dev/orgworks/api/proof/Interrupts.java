package dev.orgworks.api.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Interrupts the platform at random moments of a job.
 *
 * @param duration how long the job takes undisturbed
 */
record Interrupts(Platform platform, RandomGenerator random, Duration duration) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The process works longer when it has just been started than it did undisturbed, so some of the job is left. */
    private static final double SPREAD = 1.5;

    /**
     * Interrupts until the job has ended, or it was often enough; the platform runs afterwards.
     *
     * @param job how it stands
     * @param most how often at most
     * @return where each interruption met the job; none when it ended before the first
     */
    List<Hit> meet(Supplier<Standing> job, Interruption interruption, int most) {
        List<Hit> hits = new ArrayList<>();
        Standing standing = job.get();
        while (hits.size() < most && !standing.finished()) {
            int before = standing.attempts();
            standing = afterAWhile(job, most);
            if (!standing.finished()) {
                hits.add(new Hit(standing.phase(), standing.done()));
                int attempts = Math.max(before, standing.attempts());
                interruption.interrupt(platform);
                platform.start();
                standing = goingOn(job, attempts);
            }
        }
        return hits;
    }

    /** How the job stands after a random while, or when it has ended. */
    private Standing afterAWhile(Supplier<Standing> job, int most) {
        long end = System.nanoTime() + random.nextLong(1 + (long) (duration.toNanos() * SPREAD / most));
        return Polling.until(
                LOOK_EVERY,
                PATIENCE,
                "it is time",
                () -> Optional.of(job.get()).filter(standing -> standing.finished() || System.nanoTime() > end));
    }

    /** Waits until the job is taken up again. */
    private static Standing goingOn(Supplier<Standing> job, int attempts) {
        return Polling.until(
                LOOK_EVERY,
                PATIENCE,
                "the job goes on",
                () -> Optional.of(job.get()).filter(standing -> standing.finished() || standing.attempts() > attempts));
    }
}
