package dev.orgworks.api.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product in a process of its own, killed while it takes imports back. */
class InterruptedUndoTest {

    private static final long LEARNERS = 2_000;
    private static final int ROUNDS = 3;
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final SplittableRandom RANDOM = new SplittableRandom();

    private static Platform platform;
    private static Path population;
    private static Path next;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        platform = TestedPlatform.in(
                Files.createDirectory(folder.resolve("home")), "-Xmx256m", "-Dorgworks.sis.chunk-rows=50");
        platform.start();
        ChaosRosters rosters = new ChaosRosters(LEARNERS);
        population = rosters.population(folder.resolve("population.csv"));
        next = rosters.next(folder.resolve("next.csv"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void killedAtRandomMomentsAnUndoGoesOnByItselfAndEverybodyIsAsBefore() throws Exception {
        Duration usual = undone("Undisturbed", Duration.ZERO, 0);

        int hits = 0;
        for (int round = 1; hits < ROUNDS; round++) {
            assertThat(round).as("rounds in which the undo was too fast").isLessThan(10 * ROUNDS);
            Duration moment = usual.multipliedBy(RANDOM.nextInt(100)).dividedBy(100);
            if (undone("Killed " + round, moment, 1).isZero()) {
                // the first one was slow, as everything is just after a start
                usual = usual.dividedBy(2);
            } else {
                hits++;
            }
        }
    }

    /** Takes an import back; returns how long it took, or zero when it ended before it was to be killed. */
    private static Duration undone(String name, Duration moment, int kills) throws SQLException {
        long organization = platform.api().organization(name);
        RosterImport.upload(platform.api(), organization, population).completed(LOOK_EVERY, PATIENCE);
        List<String> before = learners(organization);
        RosterImport done =
                RosterImport.upload(platform.api(), organization, next).completed(LOOK_EVERY, PATIENCE);
        assertThat(learners(organization)).isNotEqualTo(before);

        long begin = System.nanoTime();
        String job =
                platform.api().undo(organization, done.id()).at("/data/job/id").asString();
        RosterImport undo = new RosterImport(platform.api(), organization, done.id(), job);
        boolean killed = false;
        if (kills > 0) {
            Polling.pause(moment);
            killed = !undo.standing().finished();
            if (killed) {
                platform.kill();
                platform.start();
            }
        }
        Standing end = Polling.until(
                LOOK_EVERY,
                PATIENCE,
                "the undo is done",
                () -> Optional.of(undo.standing()).filter(Standing::finished));
        long took = System.nanoTime() - begin;

        assertThat(end.state()).isEqualTo("COMPLETED");
        assertThat(learners(organization)).isEqualTo(before);
        var counts = platform.api()
                .get("/api/organizations/" + organization + "/sis/import/" + done.id())
                .at("/data/undo/counts");
        assertThat(counts.at("/restored").longValue()).isEqualTo(done.count("updated") + done.count("suspended"));
        assertThat(counts.at("/deleted").longValue()).isEqualTo(done.count("created"));
        assertThat(counts.at("/kept").longValue()).isZero();
        return kills > 0 && !killed ? Duration.ZERO : Duration.ofNanos(took);
    }

    /** Every column of each, but for the note that keeps versions apart. */
    private static List<String> learners(long organization) throws SQLException {
        try (Connection connection = platform.database().open();
                PreparedStatement select = connection.prepareStatement(
                        "select * from learner where organization_id = ? order by external_key")) {
            select.setLong(1, organization);
            List<String> learners = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    StringBuilder learner = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        if (!rows.getMetaData().getColumnName(i).equals("top_version")) {
                            learner.append(rows.getString(i)).append('|');
                        }
                    }
                    learners.add(learner.toString());
                }
            }
            return learners;
        }
    }
}
