package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Exports of the same learners, undisturbed and interrupted.
 *
 * @param expected the undisturbed file
 * @param duration how long that took
 */
record InterruptedExports(
        Platform platform, long organization, String format, Path folder, Path expected, Duration duration) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * A round.
     *
     * @param hits where the interruptions met the export
     * @param difference the first byte that is another; -1: none is
     */
    record Round(List<Hit> hits, long difference) {

        boolean equal() {
            return difference < 0;
        }
    }

    /** Makes an organization with learners, and exports them undisturbed. */
    static InterruptedExports of(Platform platform, Path folder, long learners, String format) throws SQLException {
        long organization = platform.api().organization("Interrupted");
        try (Connection connection = platform.database().open()) {
            new ManyLearners(connection).make(organization, learners);
        }
        long begin = System.nanoTime();
        FileExport undisturbed =
                FileExport.ofLearners(platform.api(), organization, format).completed(PATIENCE);
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        if (undisturbed.rows() != learners) {
            throw new IllegalStateException("The undisturbed export has " + undisturbed.rows() + " rows");
        }
        return new InterruptedExports(
                platform, organization, format, folder, undisturbed.download(folder.resolve("undisturbed")), duration);
    }

    /** Plays a round, in which at least one interruption meets the export; the platform runs afterwards. */
    Round play(RandomGenerator random, Interruption interruption, int most) {
        while (true) {
            FileExport export = FileExport.ofLearners(platform.api(), organization, format);
            List<Hit> hits = new Interrupts(platform, random, duration).meet(export::standing, interruption, most);
            Path file = export.completed(PATIENCE).download(folder.resolve("interrupted"));
            if (!hits.isEmpty()) {
                try {
                    return new Round(hits, Files.mismatch(expected, file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
