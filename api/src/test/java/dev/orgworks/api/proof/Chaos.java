package dev.orgworks.api.proof;

import dev.orgworks.api.proof.CompareImports.Difference;
import dev.orgworks.api.proof.RosterImport.Standing;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Interrupts imports at random moments. All are of the same two rosters, each in an organization of its own: the population,
 * undisturbed, and then the second roster, which is interrupted, and goes on by itself after the next start.
 */
final class Chaos {

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The process works longer when it has just been started than the undisturbed import did, so some of it is left. */
    private static final double SPREAD = 1.5;

    private final Platform platform;
    private final ChaosRosters rosters;
    private final Path population;
    private final Path next;
    private final RandomGenerator random;
    private final RosterImport undisturbed;
    private final Duration duration;

    /**
     * A round.
     *
     * @param hits where each interruption met the import
     */
    record Round(List<Hit> hits, Difference difference, Duration duration) {}

    /** The phase that an import was in, empty before the first, and how far in it. */
    record Hit(String phase, long done) {

        @Override
        public String toString() {
            return phase.isEmpty() ? "before it began" : String.format(Locale.ROOT, "%s at %,d", phase, done);
        }
    }

    /**
     * Imports undisturbed, once.
     *
     * @param platform which runs
     * @param folder for the rosters
     */
    Chaos(Platform platform, Path folder, long learners, RandomGenerator random) {
        this.platform = platform;
        this.random = random;
        this.rosters = new ChaosRosters(learners);
        this.population = rosters.population(folder.resolve("population.csv"));
        this.next = rosters.next(folder.resolve("next.csv"));
        long organization = populated("Undisturbed");
        long begin = System.nanoTime();
        this.undisturbed =
                RosterImport.upload(platform.api(), organization, next).completed(LOOK_EVERY, PATIENCE);
        this.duration = Duration.ofNanos(System.nanoTime() - begin);
        Map<String, Long> outcomes = rosters.outcomes();
        outcomes.forEach((outcome, count) -> {
            if (undisturbed.count(outcome) != count) {
                throw new IllegalStateException("The undisturbed import has " + undisturbed.count(outcome) + " rows "
                        + outcome + " and not " + count);
            }
        });
    }

    /** How long the undisturbed import took. */
    Duration duration() {
        return duration;
    }

    /** What the rows of the second roster do. */
    Map<String, Long> outcomes() {
        return rosters.outcomes();
    }

    /**
     * Plays a round, in which at least one interruption meets the import; the platform runs afterwards.
     *
     * @param name of the organization that is made for it
     * @param most how often it is interrupted, if it does not end before
     */
    Round play(String name, Interruption interruption, int most) throws SQLException {
        while (true) {
            long begin = System.nanoTime();
            long organization = populated(name);
            RosterImport subject = RosterImport.upload(platform.api(), organization, next);
            List<Hit> hits = new ArrayList<>();
            Standing standing = subject.standing();
            while (hits.size() < most && !standing.finished()) {
                int before = standing.attempts();
                standing = afterAWhile(subject, most);
                if (!standing.finished()) {
                    hits.add(new Hit(standing.phase(), standing.done()));
                    int attempts = Math.max(before, standing.attempts());
                    interruption.interrupt(platform);
                    platform.start();
                    standing = goingOn(subject, attempts);
                }
            }
            if (!hits.isEmpty()) {
                subject.completed(LOOK_EVERY, PATIENCE);
                return new Round(hits, difference(subject), Duration.ofNanos(System.nanoTime() - begin));
            }
        }
    }

    private long populated(String name) {
        long organization = platform.api().organization(name);
        RosterImport.upload(platform.api(), organization, population).completed(LOOK_EVERY, PATIENCE);
        return organization;
    }

    /** How the import stands after a random while, or when it has ended. */
    private Standing afterAWhile(RosterImport subject, int most) {
        long end = System.nanoTime() + random.nextLong(1 + (long) (duration.toNanos() * SPREAD / most));
        return Polling.until(
                LOOK_EVERY,
                PATIENCE,
                "it is time",
                () -> Optional.of(subject.standing())
                        .filter(standing -> standing.finished() || System.nanoTime() > end));
    }

    /** Waits until the import is taken up again. */
    private static Standing goingOn(RosterImport subject, int attempts) {
        return Polling.until(
                LOOK_EVERY,
                PATIENCE,
                "import " + subject.id() + " goes on",
                () -> Optional.of(subject.standing())
                        .filter(standing -> standing.finished() || standing.attempts() > attempts));
    }

    private Difference difference(RosterImport subject) throws SQLException {
        try (Connection connection = platform.database().open()) {
            return new CompareImports(connection, undisturbed).with(subject);
        }
    }
}
