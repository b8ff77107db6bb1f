package dev.orgworks.domain.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.database.EmbeddedDatabase.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    private static final Path BINARIES = Path.of(System.getProperty("orgworks.test.server", "target/database-server"));

    private final Path home;

    EmbeddedDatabaseTest(@TempDir Path home) {
        this.home = home;
    }

    /** Starts a database, writes a row, tells that it did, and waits to be killed. */
    static final class Victim {

        public static void main(String[] arguments) throws Exception {
            var database = EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]), Durability.NONE);
            write(database, "before the kill");
            Files.writeString(Path.of(arguments[1]).resolve("written"), "");
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    void keepsItsDataFromStartToStart() throws SQLException {
        try (var first = EmbeddedDatabase.start(BINARIES, home, Durability.NONE)) {
            write(first, "kept");
        }
        try (var second = EmbeddedDatabase.start(BINARIES, home, Durability.NONE)) {
            assertThat(read(second)).isEqualTo("kept");
        }
    }

    @Test
    void theServerThatAKilledProcessLeftBehindIsStoppedAndItsDataServedAgain() throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        BINARIES.toAbsolutePath().toString(),
                        home.toString())
                .inheritIO()
                .start();
        try {
            while (!Files.exists(home.resolve("written"))) {
                assertThat(victim.waitFor(50, TimeUnit.MILLISECONDS))
                        .as("ended too early")
                        .isFalse();
            }
            long left = Long.parseLong(
                    Files.readString(home.resolve("mariadbd.pid")).strip());
            victim.destroyForcibly().waitFor();
            assertThat(ProcessHandle.of(left)).get().matches(ProcessHandle::isAlive);

            try (var next = EmbeddedDatabase.start(BINARIES, home, Durability.NONE)) {
                assertThat(read(next)).isEqualTo("before the kill");
                assertThat(Files.readString(home.resolve("mariadbd.pid")).strip())
                        .isNotEqualTo(Long.toString(left));
            }
        } finally {
            victim.destroyForcibly();
        }
    }

    @Test
    void aHalfInstalledFolderIsInstalledAgain() throws Exception {
        Files.createDirectories(home.resolve("data.new").resolve("mysql"));
        Files.writeString(home.resolve("data.new").resolve("ibdata1"), "half of it");

        try (var database = EmbeddedDatabase.start(BINARIES, home, Durability.NONE)) {
            write(database, "whole");
            assertThat(read(database)).isEqualTo("whole");
        }
        assertThat(home.resolve("data.new")).doesNotExist();
    }

    @Test
    void letsInNobodyButItsOneAccountAndKeepsNoPassword() throws IOException {
        try (var database = EmbeddedDatabase.start(BINARIES, home, Durability.NONE)) {
            for (String user : new String[] {"root", "", database.username()}) {
                assertThatThrownBy(() -> DriverManager.getConnection(database.url(), user, "guess"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("Access denied");
                assertThatThrownBy(() -> DriverManager.getConnection(database.url(), user, ""))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("Access denied");
            }
            try (var files = Files.list(home)) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(database.password()));
            }
        }
    }

    private static void write(EmbeddedDatabase database, String text) throws SQLException {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists note (text varchar(100))");
            statement.execute("insert into note values ('" + text + "')");
        }
    }

    private static String read(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery("select text from note")) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(
                DatabaseUrl.of(database.url()).text(), database.username(), database.password());
    }
}
