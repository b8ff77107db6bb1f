package dev.orgworks.domain.sis;

import dev.orgworks.domain.database.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The folder in which uploads wait to be read; several nodes must share it. */
@Component
@EnableConfigurationProperties(SisSettings.class)
public class Uploads {

    /**
     * An upload on disk.
     *
     * @param name the file below the folder
     * @param sha256 of its bytes, in lower-case hexadecimal digits
     */
    public record Stored(String name, long sizeBytes, String sha256) {}

    private static final int BUFFER = 1 << 16;

    private final SisSettings settings;

    Uploads(SisSettings settings) {
        this.settings = settings;
    }

    /**
     * Writes a stream to disk while it is hashed; never more of it than the buffer is in memory. Nothing remains when it
     * is refused or breaks off.
     *
     * @throws UploadTooLargeException when it is larger than the setting allows
     * @throws UncheckedIOException when it cannot be read to its end or the disk is full
     */
    public Stored store(InputStream in) {
        long limit = settings.maxUploadSize().toBytes();
        String name = newName();
        Path file = file(name);
        boolean kept = false;
        try {
            Files.createDirectories(settings.uploads());
            MessageDigest sha256 = Sha256.digest();
            long size = 0;
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                InputStream hashed = new DigestInputStream(in, sha256);
                byte[] buffer = new byte[BUFFER];
                int read;
                while ((read = hashed.read(buffer)) >= 0) {
                    size += read;
                    if (size > limit) {
                        throw new UploadTooLargeException(limit);
                    }
                    out.write(buffer, 0, read);
                }
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            kept = true;
            return new Stored(name, size, HexFormat.of().formatHex(sha256.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!kept) {
                discard(name);
            }
        }
    }

    /** A name for a new file. */
    String newName() {
        return UUID.randomUUID() + ".upload";
    }

    /** Where a stored upload lies. */
    public Path file(String name) {
        return settings.uploads().resolve(name);
    }

    /**
     * Opens the upload of an import that was inspected.
     *
     * @param position where to begin; null: with the first row
     */
    public RosterReader read(SisImport subject, @Nullable Position position) {
        RosterFile facts = subject.facts();
        if (facts == null) {
            throw new IllegalStateException("Import " + subject.id() + " was not inspected yet");
        }
        try {
            return new RosterReader(file(subject.rows()), facts, position == null ? facts.start() : position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the upload of an import that was inspected on a thread of its own, in units.
     *
     * @param staged the units staged already: the last row's number by the first one's
     */
    RosterFeed feed(SisImport subject, NavigableMap<Long, Long> staged) {
        RosterReader reader = read(subject, null);
        try {
            return new RosterFeed(
                    reader,
                    SeenKeys.in(settings.uploads()),
                    SeenKeys.in(settings.uploads()),
                    staged,
                    settings.chunkRows());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes an upload, if it is there. */
    public void discard(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
