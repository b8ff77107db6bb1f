package dev.orgworks.domain.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MariaDB server that runs beside the application when the operator names no other: unpacked once, its data installed
 * once, listening on the loopback interface only, to one account whose password is made anew at every start.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** How much the server does so that a power cut loses nothing. */
    public enum Durability {
        /** Every commit is on disk before it is answered. */
        FULL("--innodb-buffer-pool-size=1G --innodb-log-file-size=1G"),
        /** For tests: commits outlive the application, but not the machine. */
        NONE("--innodb-buffer-pool-size=256M --innodb-log-file-size=96M --innodb-flush-log-at-trx-commit=0"
                + " --innodb-doublewrite=0");

        private final String arguments;

        Durability(String arguments) {
            this.arguments = arguments;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "orgworks";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final int STARTS = 3;

    private final Process server;
    private final int port;
    private final String password;

    private EmbeddedDatabase(Process server, int port, String password) {
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server. A folder that a crash left half-made is made again; a server that a killed process left behind is
     * stopped first. The caller sees to it that no other process uses the data folder.
     *
     * @param binaries the folder for the unpacked server; it may be shared, also with another process that unpacks
     * @param home the folder for data; made when missing
     * @throws DatabaseStartException when the server cannot be started; the message says why and what helps
     */
    public static EmbeddedDatabase start(Path binaries, Path home, Durability durability) {
        Path folder = home.toAbsolutePath();
        try {
            Files.createDirectories(folder);
            MariaDbServer server = MariaDbServer.unpack(binaries.toAbsolutePath());
            Path data = installed(server, folder);
            stopLeftBehind(pidFile(folder));
            return start(server, data, folder, durability);
        } catch (IOException e) {
            throw new DatabaseStartException(
                    "The embedded database could not write to " + folder + " (" + e.getMessage()
                            + "); check the free space and the permissions",
                    e);
        }
    }

    private static EmbeddedDatabase start(MariaDbServer server, Path data, Path home, Durability durability)
            throws IOException {
        for (int i = 1; ; i++) {
            String password = randomPassword();
            Path accounts = writeAccounts(home, password);
            int port = freePort();
            try {
                Process process =
                        server.start(data, home.resolve("mariadbd.log"), arguments(home, port, accounts, durability));
                return new EmbeddedDatabase(process, port, password);
            } catch (DatabaseStartException e) {
                if (i == STARTS || !String.valueOf(e.getMessage()).contains("Address already in use")) {
                    throw e;
                }
                LOG.debug("Port {} was taken meanwhile", port, e);
            } finally {
                Files.deleteIfExists(accounts);
            }
        }
    }

    private static List<String> arguments(Path home, int port, Path accounts, Durability durability)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + socket(home),
                "--tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                "--pid-file=" + pidFile(home),
                "--init-file=" + accounts,
                "--skip-name-resolve",
                "--skip-log-bin",
                "--local-infile=1",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_520_ci",
                "--transaction-isolation=READ-COMMITTED",
                "--max-allowed-packet=64M",
                "--max-connections=200"));
        arguments.addAll(List.of(durability.arguments.split(" ", -1)));
        return arguments;
    }

    /** Beside the data, unless the path is longer than the 107 bytes that Unix allows. */
    private static Path socket(Path home) {
        Path beside = home.resolve("mariadbd.sock");
        return beside.toString().length() < 100
                ? beside
                : Path.of(
                        System.getProperty("java.io.tmpdir", "."),
                        "orgworks-" + Integer.toHexString(home.hashCode()) + ".sock");
    }

    /** The server's JDBC URL, of the schema {@code orgworks}, which is made when missing. */
    public String url() {
        return "jdbc:mysql://127.0.0.1:" + port + "/orgworks?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    public String username() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Stops the server and waits until its data is on disk. */
    @Override
    public void close() {
        stop(server.toHandle());
    }

    private static Path installed(MariaDbServer server, Path home) throws IOException {
        Path data = home.resolve("data");
        if (!Files.isDirectory(data)) {
            LOG.info("Installing the embedded database's data in {}", data);
            Path half = home.resolve("data.new");
            delete(half);
            Files.createDirectories(half);
            server.install(half, home.resolve("install.log"));
            Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
        }
        return data;
    }

    /** Before the first connection the server reads here who may connect: this process, and nobody else over the network. */
    private static Path writeAccounts(Path home, String password) throws IOException {
        Path file = home.resolve("accounts.sql");
        Files.deleteIfExists(file);
        if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, """
                DELETE FROM mysql.global_priv WHERE User = '';
                FLUSH PRIVILEGES;
                CREATE OR REPLACE USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
                GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'127.0.0.1';
                """.formatted(USER, password));
        return file;
    }

    private static void stopLeftBehind(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        Optional<ProcessHandle> left = pid.matches("[0-9]{1,10}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(process -> isServer(process, pidFile))
                : Optional.empty();
        if (left.isPresent()) {
            LOG.info("Stopping the database process {} that a killed Orgworks left behind", pid);
            stop(left.get());
        }
        Files.deleteIfExists(pidFile);
    }

    /** Whether the process was started with this pid file: a number alone may be anybody's by now. */
    private static boolean isServer(ProcessHandle process, Path pidFile) {
        String expected = "--pid-file=" + pidFile;
        return process.info().arguments().map(List::of).stream()
                        .flatMap(List::stream)
                        .anyMatch(expected::equals)
                || process.info()
                        .commandLine()
                        .filter(line -> line.contains(expected))
                        .isPresent();
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path pidFile(Path home) {
        return home.toAbsolutePath().resolve("mariadbd.pid");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
