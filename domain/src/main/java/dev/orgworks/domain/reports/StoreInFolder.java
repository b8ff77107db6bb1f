package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;

/** Finished files in a folder; several nodes must share it. */
class StoreInFolder implements ExportStore {

    private final ReportSettings settings;

    StoreInFolder(ReportSettings settings) {
        this.settings = settings;
    }

    /** Without a copy where the file system lets a file have two names: the one in the storage stays when the other goes. */
    @Override
    public void put(String key, Path file, String mediaType) throws IOException {
        Path target = file(key);
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            Files.createLink(part, file);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, part);
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // a rename between two names of one file does nothing (POSIX)
        Files.deleteIfExists(part);
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        return part(file(key), offset, length);
    }

    /** Some of a file's bytes. */
    static InputStream part(Path file, long offset, long length) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
        try {
            channel.position(offset);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return BoundedInputStream.builder()
                .setInputStream(Channels.newInputStream(channel))
                .setMaxCount(length)
                .get();
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    @Override
    public List<Listed> list(@Nullable String after, int limit) throws IOException {
        List<String> keys;
        try (Stream<Path> files = Files.walk(folder())) {
            keys = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(this::key)
                    .filter(key -> after == null || key.compareTo(after) > 0)
                    .sorted(Comparator.naturalOrder())
                    .limit(limit)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        List<Listed> listed = new ArrayList<>();
        for (String key : keys) {
            listed.add(new Listed(key, modifiedAt(key)));
        }
        return listed;
    }

    private Instant modifiedAt(String key) throws IOException {
        try {
            return Files.getLastModifiedTime(file(key)).toInstant();
        } catch (NoSuchFileException e) {
            // somebody has deleted it since; whoever does so now has nothing to do
            return Instant.MAX;
        }
    }

    private String key(Path file) {
        return folder().relativize(file).toString().replace('\\', '/');
    }

    private Path file(String key) {
        return folder().resolve(key);
    }

    private Path folder() {
        return settings.folder().resolve("files");
    }
}
