package dev.orgworks.api.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product with hardly any memory; ten million rows within 256 MB are for scripts/bench-sis. */
class SmallHeapTest {

    private static final long ROWS = 200_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void twoHundredThousandRowsBecomeLearnersWithin128Megabytes(@TempDir Path folder) throws Exception {
        NamePools pools = new NamePools();
        Path roster = WriteRoster.write(
                folder.resolve("roster.csv"),
                "\n",
                LongStream.range(0, ROWS),
                n -> pools.person(n).row());
        try (Platform platform = TestedPlatform.in(
                Files.createDirectory(folder.resolve("home")), "-Xmx128m", "-XX:+ExitOnOutOfMemoryError")) {
            platform.start();
            long organization = platform.api().organization("Small");

            RosterImport done = RosterImport.upload(platform.api(), organization, roster)
                    .completed(Duration.ofMillis(200), PATIENCE);

            assertThat(done.count("created")).as(platform.lastWords()).isEqualTo(ROWS);
            assertThat(platform.processHandle().isAlive()).isTrue();
        }
    }
}
