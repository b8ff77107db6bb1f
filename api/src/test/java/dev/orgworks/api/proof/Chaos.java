package dev.orgworks.api.proof;

import dev.orgworks.api.proof.CompareImports.Difference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Interrupts imports at random moments. All are of the same two rosters, each in an organization of its own: the population,
 * undisturbed, and then the second roster, which is interrupted, and goes on by itself after the next start.
 */
final class Chaos {

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

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
            List<Hit> hits = new Interrupts(platform, random, duration).meet(subject::standing, interruption, most);
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

    private Difference difference(RosterImport subject) throws SQLException {
        try (Connection connection = platform.database().open()) {
            return new CompareImports(connection, undisturbed).with(subject);
        }
    }
}
