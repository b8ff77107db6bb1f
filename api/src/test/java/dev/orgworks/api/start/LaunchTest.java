package dev.orgworks.api.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts real processes: what they say, what they exit with, and that no database is left running. */
class LaunchTest {

    private static final Path SHARED = Path.of("target", "test-launch").toAbsolutePath();

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_folder_is_held_until_the_signal_and_the_application_drains_before_its_database_ends() throws Exception {
        Path home = home();
        Process first = start(Map.of("ORGWORKS_HOME", home.toString()));
        try (BufferedReader output = first.inputReader()) {
            assertThat(output.lines().anyMatch("up"::equals)).as(said(first)).isTrue();
            ProcessHandle database = database(home);
            assertThat(Files.readString(home.resolve("encryption-key"))).matches("[A-Za-z0-9+/]{43}=\\s");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("encryption-key"))))
                    .isEqualTo("rw-------");

            Process second = start(Map.of("ORGWORKS_HOME", home.toString()));
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(said(second))
                    .isEqualTo("Orgworks cannot start: The data folder " + home
                            + " is in use by the process " + first.pid()
                            + "; stop that one, or choose another folder in ORGWORKS_HOME\n");
            assertThat(database.isAlive()).isTrue();

            // not the Process's own way, which closes the output too
            first.toHandle().destroy();
            assertThat(output.lines()).contains("drained, database alive: true");
            assertThat(first.waitFor()).isEqualTo(128 + 15);
            assertThat(database.isAlive()).isFalse();
            assertThat(said(first)).isEmpty();
        }
    }

    @Test
    void a_start_that_fails_halfway_ends_the_database_and_names_the_cause() throws Exception {
        Path home = home();
        Process process = start(Map.of("ORGWORKS_HOME", home.toString()), "-Dfail=true");
        assertThat(process.inputReader().lines())
                .contains("Starting the embedded database in " + home.resolve("database"));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said(process))
                .isEqualTo("Orgworks cannot start: java.lang.IllegalStateException: the 13th migration failed;"
                        + " the log above has the whole story\n");
        assertThat(home.resolve("database").resolve("mariadbd.pid")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT                    | http                      | PORT must be a number from 0 to 65535, not "http"
            PORT                    | 65536                     | PORT must be a number from 0 to 65535, not "65536"
            ORGWORKS_HOME           | /dev/null/home            | The data folder /dev/null/home cannot be used
            ORGWORKS_DATASOURCE_URL | jdbc:postgresql://db/x    | ORGWORKS_DATASOURCE_URL must be like jdbc:mysql:
            ORGWORKS_DATASOURCE_URL | jdbc:mysql://127.0.0.1:1/x | The database jdbc:mysql://127.0.0.1:1/x cannot be used
            """)
    void a_wrong_setting_is_told_in_one_line(String name, String value, String message) throws Exception {
        Process process = start(Map.of(name, value));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said(process))
                .startsWith("Orgworks cannot start: " + message)
                .hasLineCount(1);
    }

    @Test
    void nodes_that_share_a_database_are_asked_for_the_key_that_they_share() throws Exception {
        Process process =
                start(Map.of("ORGWORKS_DATASOURCE_URL", "jdbc:mysql://127.0.0.1:1/x", "ORGWORKS_NODE", "worker"));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said(process))
                .startsWith("Orgworks cannot start: Nodes that share a database need the same ORGWORKS_ENCRYPTION_KEY")
                .hasLineCount(1);
    }

    @Test
    void a_port_in_use_is_told_before_anything_is_started() throws Exception {
        Path home = SHARED.resolve("never-made");
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            Process process = start(Map.of("ORGWORKS_HOME", home.toString(), "PORT", port));

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(said(process))
                    .isEqualTo("Orgworks cannot start: Port " + port
                            + " is in use; stop what listens there, or choose another in PORT\n");
        }
        assertThat(home).doesNotExist();
    }

    /** One data folder for all tests, with the binaries that every module's tests share. */
    private static Path home() throws IOException {
        Path home = Files.createDirectories(SHARED.resolve("home"));
        Path binaries = Path.of(System.getProperty("orgworks.test.server", "target/database-server"))
                .toAbsolutePath();
        if (!Files.exists(home.resolve("server"))) {
            Files.createSymbolicLink(home.resolve("server"), Files.createDirectories(binaries));
        }
        return home;
    }

    private Process start(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SmallApplication.class.getName()));
        var builder = new ProcessBuilder(command)
                .redirectError(SHARED.resolve("errors-" + started.size()).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ORGWORKS_") || name.startsWith("JAVA_TOOL"));
        builder.environment().put("PORT", "0");
        builder.environment().put("ORGWORKS_HOME", SHARED.resolve("refused").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String said(Process process) throws IOException {
        return Files.readString(SHARED.resolve("errors-" + started.indexOf(process)));
    }

    private static ProcessHandle database(Path home) throws IOException {
        Path file = home.resolve("database").resolve("mariadbd.pid");
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    }
}
