package dev.orgworks.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orgworks.api.Orgworks;
import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product in processes of its own, on an embedded database of its own, killed while it works. */
class KilledImportTest {

    private static final String TOKEN = "the-administrator-of-a-process-that-dies";
    private static final Path ROSTER = Path.of("..", "scripts", "samples", "roster.csv");
    private static final int LEARNERS = 28_785;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path home;
    private final Client admin;
    private Process process;

    KilledImportTest(@TempDir Path home) throws IOException {
        this.home = home;
        try (ServerSocket free = new ServerSocket(0)) {
            this.admin = new Client(free.getLocalPort(), TOKEN);
        }
        // unpacked once for all tests; an own copy would cost seconds and 360 MB
        Files.createSymbolicLink(
                home.resolve("server"),
                Path.of(System.getProperty("orgworks.test.server", "target/database-server"))
                        .toAbsolutePath());
        this.process = started();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("ends when it is asked to")
                .isTrue();
    }

    @Test
    void anImportGoesOnByItselfAfterAKillAndThenHasEveryLearnerOnce() throws Exception {
        long organization = admin.post("/api/organizations", "{\"name\": \"Killed\"}")
                .expect(201)
                .at("/data/id")
                .longValue();
        String path = "/api/organizations/" + organization;
        Answer accepted = admin.post(path + "/sis/import", "text/csv", Files.readAllBytes(ROSTER))
                .expect(202);
        String job = "/api/jobs/" + accepted.text("/data/job/id");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        Set.of("APPLYING", "PLANNING").contains(admin.get(job).text("/data/progress/phase")));
        process.destroyForcibly().waitFor();

        process = started();

        await().atMost(PATIENCE).until(() -> admin.get(job).text("/data/state").equals("COMPLETED"));
        assertThat(admin.get(job).at("/data/attempts").intValue()).isEqualTo(2);
        assertThat(admin.get(job).at("/data/outcome/created").intValue()).isEqualTo(LEARNERS);
        assertThat(admin.get(path + "/learners?limit=1").at("/meta/total").intValue())
                .isEqualTo(LEARNERS);
    }

    private Process started() throws IOException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Orgworks.class.getName());
        command.environment().put("ORGWORKS_HOME", home.toString());
        command.environment().put("ORGWORKS_ADMIN_TOKEN", TOKEN);
        command.environment().put("PORT", Integer.toString(admin.port()));
        Process started = command.redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        await().atMost(PATIENCE).until(() -> {
            assertThat(started.isAlive())
                    .as(Files.readString(home.resolve("log")))
                    .isTrue();
            return answers();
        });
        return started;
    }

    private boolean answers() {
        try {
            return admin.get("/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
