package dev.orgworks.api.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.proof.Chaos.Round;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product in processes of its own, interrupted while it imports; scripts/chaos-sis does the same for longer. */
class InterruptedImportTest {

    private static final long LEARNERS = 2_000;
    private static final int KILLED_ROUNDS = 3;

    private static Platform platform;
    private static Chaos chaos;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        platform = TestedPlatform.in(
                Files.createDirectory(folder.resolve("home")), "-Xmx256m", "-Dorgworks.sis.chunk-rows=100");
        platform.start();
        chaos = new Chaos(platform, folder, LEARNERS, new SplittableRandom());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void killedAtRandomMomentsAnImportGoesOnByItselfAndEndsAsAnUndisturbedOne() throws Exception {
        List<Round> rounds = new ArrayList<>();
        for (int i = 1; i <= KILLED_ROUNDS; i++) {
            rounds.add(chaos.play("Killed " + i, Interruption.KILL, 1));
        }

        assertThat(rounds).allSatisfy(InterruptedImportTest::isClean);
    }

    @Test
    void stoppedInOrderAnImportGoesOnByItselfAndEndsAsAnUndisturbedOne() throws Exception {
        Round round = chaos.play("Stopped", Interruption.TERM, 1);

        isClean(round);
    }

    private static void isClean(Round round) {
        assertThat(round.hits()).as("%s", round).isNotEmpty();
        assertThat(round.difference().none()).as("%s", round).isTrue();
    }
}
