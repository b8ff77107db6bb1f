package dev.orgworks.api.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product in processes of its own, killed while it exports; scripts/chaos-export does the same for longer. */
class InterruptedExportTest {

    private static final long LEARNERS = 60_000;

    @Test
    void theFileOfAnExportThatWasKilledIsThatOfAnUndisturbedOneByteForByte(@TempDir Path folder) throws Exception {
        try (Platform platform = TestedPlatform.in(
                Files.createDirectory(folder.resolve("home")), "-Xmx256m", "-Dorgworks.reports.page-rows=500")) {
            platform.start();
            InterruptedExports exports = InterruptedExports.of(platform, folder, LEARNERS, "csv");

            InterruptedExports.Round round = exports.play(new SplittableRandom(), Interruption.KILL, 2);

            assertThat(round.hits()).as("%s", round).isNotEmpty();
            assertThat(round.equal()).as("%s", round).isTrue();
        }
    }
}
