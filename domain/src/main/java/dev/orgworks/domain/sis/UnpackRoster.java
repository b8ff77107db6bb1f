package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RosterRefusedException.Code;
import dev.orgworks.domain.sis.ZipDirectory.Entry;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes the roster out of an uploaded archive: a OneRoster package (1.1 or 1.2), a School Data Sync or Canvas one, or any
 * zip with a single CSV. Of an archive only the list of contents and the files that are used are ever read.
 */
@Component
class UnpackRoster {

    /** Below this many bytes no ratio is suspicious. */
    private static final long HARMLESS = 1 << 20;

    private static final int LARGEST_MANIFEST = 64 * 1024;

    private final Uploads uploads;
    private final SisSettings settings;

    UnpackRoster(Uploads uploads, SisSettings settings) {
        this.uploads = uploads;
        this.settings = settings;
    }

    /**
     * What was taken out of an archive.
     *
     * @param roster the file with the rows, below the uploads folder
     */
    record Unpacked(String roster, List<RosterWarning> warnings) {}

    /**
     * Unpacks an upload, if it is an archive. Nothing is left on disk when it is refused.
     *
     * @throws RosterRefusedException when there is no roster in it, or it cannot be unpacked safely
     * @throws UploadTooLargeException when the roster is larger than the setting allows
     */
    Optional<Unpacked> unpack(NewImport wish) {
        Path file = uploads.file(wish.stored().name());
        try {
            return FileKind.of(file) == FileKind.ZIP ? Optional.of(unpack(file, wish.options())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Unpacked unpack(Path file, ImportOptions options) throws IOException {
        RosterArchive archive = RosterArchive.of(ZipDirectory.read(file, settings.maxArchiveEntries()));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, String> manifest = manifest(zip, archive.manifest());
            judge(manifest, options);
            List<String> unused = new ArrayList<>(archive.unused());
            String roster = stored(zip, archive.users());
            boolean kept = false;
            try {
                FileKind kind = FileKind.of(uploads.file(roster));
                if (kind == FileKind.ZIP || kind == FileKind.COMPRESSED) {
                    throw RosterArchive.nested(archive.users().name());
                }
                String joined = archive.roles() == null ? null : withRoles(zip, roster, archive.roles());
                if (joined != null) {
                    uploads.discard(roster);
                    roster = joined;
                } else if (archive.roles() != null) {
                    unused.add(archive.roles().name());
                }
                kept = true;
                return new Unpacked(roster, warnings(unused));
            } finally {
                if (!kept) {
                    uploads.discard(roster);
                }
            }
        } catch (ZipException e) {
            throw ZipDirectory.broken("it cannot be read as a zip");
        }
    }

    private String stored(ZipFile zip, Entry entry) throws IOException {
        try (InputStream in = open(zip, entry)) {
            return uploads.store(in).name();
        }
    }

    private InputStream open(ZipFile zip, Entry entry) throws IOException {
        ZipEntry found = zip.getEntry(entry.name());
        if (found == null) {
            throw ZipDirectory.broken("\"" + entry.name() + "\" is in its list of contents only");
        }
        InputStream in = zip.getInputStream(found);
        return new Careful(in, found, settings.maxArchiveRatio());
    }

    /** The users with their roles; null when the roles are too many or cannot be read. */
    private @Nullable String withRoles(ZipFile zip, String users, Entry entry) throws IOException {
        String roles = stored(zip, entry);
        String joined = uploads.newName();
        boolean kept = false;
        try (FileChannel channel =
                FileChannel.open(uploads.file(joined), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            boolean done = JoinRoles.join(uploads.file(users), uploads.file(roles), out);
            out.flush();
            channel.force(true);
            kept = done;
            return done ? joined : null;
        } finally {
            uploads.discard(roles);
            if (!kept) {
                uploads.discard(joined);
            }
        }
    }

    /** The properties of the manifest, in lower case; none when there is no manifest. */
    private Map<String, String> manifest(ZipFile zip, @Nullable Entry entry) throws IOException {
        Map<String, String> properties = new HashMap<>();
        if (entry != null) {
            try (InputStream in = open(zip, entry)) {
                new String(in.readNBytes(LARGEST_MANIFEST), StandardCharsets.UTF_8)
                        .replace("\uFEFF", "")
                        .replace("\"", "")
                        .toLowerCase(Locale.ROOT)
                        .lines()
                        .map(line -> line.split(",", -1))
                        .filter(cells -> cells.length > 1)
                        .forEach(cells -> properties.put(cells[0].strip(), cells[1].strip()));
            }
        }
        return properties;
    }

    private static void judge(Map<String, String> manifest, ImportOptions options) {
        String users = manifest.getOrDefault("file.users", "");
        if (users.equals("absent")) {
            throw new RosterRefusedException(
                    Code.NO_ROSTER_IN_ARCHIVE,
                    "The archive's manifest.csv says that it has no users (file.users,absent).");
        }
        if (users.equals("delta") && options.mode() == ImportOptions.Mode.FULL) {
            throw new RosterRefusedException(
                    Code.MODE_NEEDS_ALL_USERS,
                    "The archive's manifest.csv says that its users are changes only (file.users,delta); with mode=full"
                            + " everybody else would be missing. Use mode=upsert, or a bulk export.");
        }
    }

    private static List<RosterWarning> warnings(List<String> unused) {
        return unused.isEmpty()
                ? List.of()
                : List.of(new RosterWarning(
                        RosterWarning.Code.IGNORED_FILES,
                        unused,
                        "These files of the archive are not used: " + String.join(", ", unused) + "."));
    }

    /** A file of an archive that stops when it grows beyond all reason, or is not what the archive says. */
    private static final class Careful extends FilterInputStream {

        private final ZipEntry entry;
        private final int ratio;
        private final CRC32 checksum = new CRC32();
        private long bytes;

        Careful(InputStream in, ZipEntry entry, int ratio) {
            super(in);
            this.entry = entry;
            this.ratio = ratio;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read;
            try {
                read = in.read(target, from, length);
            } catch (ZipException | EOFException e) {
                throw ZipDirectory.broken("\"" + entry.getName() + "\" is damaged");
            }
            if (read < 0) {
                if (entry.getCrc() != checksum.getValue()) {
                    throw ZipDirectory.broken("\"" + entry.getName() + "\" is damaged");
                }
                return read;
            }
            bytes += read;
            checksum.update(target, from, read);
            if (bytes > HARMLESS && bytes / ratio > entry.getCompressedSize()) {
                throw new RosterRefusedException(
                        Code.ARCHIVE_RATIO,
                        "\"" + entry.getName() + "\" is more than " + ratio
                                + " times larger than its compressed form; such an archive is not unpacked. Upload the CSV"
                                + " alone.");
            }
            return read;
        }
    }
}
