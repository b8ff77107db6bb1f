package dev.orgworks.api.start;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The folder that holds all data of this process, and only of this one: the lock lasts as long as the process. */
final class DataFolder implements AutoCloseable {

    private static final long MEGABYTE = 1 << 20;

    /** The unpacked server, its installed data and redo log. */
    private static final long FIRST_START_MEGABYTES = 1_300;

    private static final long LATER_MEGABYTES = 200;

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder, which is made when missing.
     *
     * @throws StartRefusedException when it is in use, cannot be written to, or its disk is nearly full
     */
    static DataFolder take(Path path, boolean embeddedDatabase) {
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new StartRefusedException("The data folder " + path + " is in use by the process "
                        + Files.readString(path.resolve("lock")).strip()
                        + "; stop that one, or choose another folder in ORGWORKS_HOME");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            checkSpace(path, embeddedDatabase);
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new StartRefusedException("The data folder " + path + " cannot be used (" + e
                    + "); check its permissions and free space, or choose another in ORGWORKS_HOME");
        }
    }

    private static void checkSpace(Path path, boolean embeddedDatabase) throws IOException {
        boolean first =
                embeddedDatabase && !Files.isDirectory(path.resolve("database").resolve("data"));
        long needed = first ? FIRST_START_MEGABYTES : LATER_MEGABYTES;
        long free = Files.getFileStore(path).getUsableSpace() / MEGABYTE;
        if (free < needed) {
            throw new StartRefusedException("The disk of the data folder " + path + " has " + free + " MB free and "
                    + needed + " MB are needed; free some space, or choose another folder in ORGWORKS_HOME");
        }
    }

    Path path() {
        return path;
    }

    /** A secret kept in the folder, for its owner's eyes only. */
    Optional<String> readSecret(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    void writeSecret(String name, String secret) throws IOException {
        Path file = path.resolve(name);
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, secret + System.lineSeparator());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
