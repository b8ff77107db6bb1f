package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RosterRefusedException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of contents at the end of a zip file (PKWARE's APPNOTE 4.3.12–16). It is read before anything else touches the
 * file, so that an archive is refused for what it would unpack to before a library has read millions of entries.
 */
final class ZipDirectory {

    /**
     * A file of the archive.
     *
     * @param name as the archive writes it, with its folders; never to be used as a path
     */
    record Entry(String name, long compressedBytes, boolean encrypted, int method) {

        boolean isFolder() {
            return name.endsWith("/");
        }

        /** Whether it is stored as it is, or deflated. */
        boolean isReadable() {
            return method == 0 || method == 8;
        }
    }

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final int FILE = 0x02014b50;
    private static final int FILE_BYTES = 46;
    private static final int ENCRYPTED = 1;
    private static final int UTF_8 = 1 << 11;

    /** What an entry may say of itself beyond its 46 bytes: more than any archiver writes. */
    private static final int DESCRIPTION_BYTES = 4096;

    private ZipDirectory() {}

    /**
     * The files and folders of an archive.
     *
     * @throws RosterRefusedException when there are more than {@code maxEntries}, or the archive is broken
     */
    static List<Entry> read(Path file, int maxEntries) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer tail = bytes(
                    channel,
                    Math.max(0, size - END_BYTES - LONGEST_COMMENT),
                    Math.min(size, END_BYTES + LONGEST_COMMENT));
            int at = end(tail);
            long endsAt = size - tail.limit() + at;
            long entries = Short.toUnsignedLong(tail.getShort(at + 10));
            long bytes = Integer.toUnsignedLong(tail.getInt(at + 12));
            long begin = Integer.toUnsignedLong(tail.getInt(at + 16));
            if (entries == 0xFFFF || bytes == 0xFFFFFFFFL || begin == 0xFFFFFFFFL) {
                ByteBuffer large = end64(channel, endsAt);
                entries = large.getLong(32);
                bytes = large.getLong(40);
                begin = large.getLong(48);
                endsAt = endsAt - LOCATOR_64_BYTES - END_64_BYTES;
            }
            if (entries < 0 || entries > maxEntries || bytes > (long) maxEntries * DESCRIPTION_BYTES) {
                throw new RosterRefusedException(
                        Code.ARCHIVE_TOO_MANY_ENTRIES,
                        "The archive has more than " + maxEntries + " files. Put only the roster's files into it.");
            }
            if (bytes < 0 || begin < 0 || begin + bytes > endsAt) {
                throw broken("its list of contents is not where it should be");
            }
            // an archive with something put in front of it has its list by so much further on
            return entries(bytes(channel, endsAt - bytes, bytes), entries);
        }
    }

    static RosterRefusedException broken(String why) {
        return new RosterRefusedException(
                Code.BROKEN_ARCHIVE, "The archive is broken: " + why + ". Make it again, or upload the CSV alone.");
    }

    private static int end(ByteBuffer tail) {
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END
                    && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit()) {
                return at;
            }
        }
        throw broken("its end is missing, perhaps because the upload broke off");
    }

    private static ByteBuffer end64(FileChannel channel, long endsAt) throws IOException {
        if (endsAt < LOCATOR_64_BYTES + END_64_BYTES) {
            throw broken("its list of contents is not where it should be");
        }
        ByteBuffer locator = bytes(channel, endsAt - LOCATOR_64_BYTES, LOCATOR_64_BYTES);
        ByteBuffer large = bytes(channel, endsAt - LOCATOR_64_BYTES - END_64_BYTES, END_64_BYTES);
        if (locator.getInt(0) != LOCATOR_64 || large.getInt(0) != END_64) {
            throw broken("its list of contents is not where it should be");
        }
        return large;
    }

    private static List<Entry> entries(ByteBuffer list, long count) {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < list.limit()) {
            if (list.limit() - at < FILE_BYTES || list.getInt(at) != FILE) {
                throw broken("its list of contents cannot be read");
            }
            int flags = list.getShort(at + 8);
            int nameBytes = Short.toUnsignedInt(list.getShort(at + 28));
            int next = at
                    + FILE_BYTES
                    + nameBytes
                    + Short.toUnsignedInt(list.getShort(at + 30))
                    + Short.toUnsignedInt(list.getShort(at + 32));
            if (next > list.limit()) {
                throw broken("its list of contents cannot be read");
            }
            var name = new byte[nameBytes];
            list.get(at + FILE_BYTES, name);
            entries.add(new Entry(
                    new String(name, (flags & UTF_8) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1),
                    Integer.toUnsignedLong(list.getInt(at + 20)),
                    (flags & ENCRYPTED) != 0,
                    Short.toUnsignedInt(list.getShort(at + 10))));
            at = next;
        }
        if (entries.size() != count) {
            throw broken("it has " + entries.size() + " files and says it had " + count);
        }
        return entries;
    }

    private static ByteBuffer bytes(FileChannel channel, long from, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // until full
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
