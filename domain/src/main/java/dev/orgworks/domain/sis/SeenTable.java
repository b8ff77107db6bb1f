package dev.orgworks.domain.sis;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of a fixed size in a mapped temporary file, open addressing with linear probing. A slot has the 8 bytes of a
 * hash and the 4 of its first row's number; 0 there means that it is free.
 *
 * <p>The hash's highest bits say where it belongs, so the order of slots is the order of hashes, and copying a table into
 * one of twice the size reads and writes both from their beginnings to their ends.
 */
final class SeenTable implements Closeable {

    /** 64 Mi slots a mapping: 768 MiB, of the 2 GiB that one may have. */
    static final int SEGMENT_BITS = 26;

    private static final int SLOT = 12;
    private static final int ROW = 8;
    private static final int ZEROS = 1 << 16;

    private final FileChannel channel;
    private final MappedByteBuffer[] segments;
    private final int bits;
    private final int segmentBits;

    private SeenTable(FileChannel channel, MappedByteBuffer[] segments, int bits, int segmentBits) {
        this.channel = channel;
        this.segments = segments;
        this.bits = bits;
        this.segmentBits = segmentBits;
    }

    /** A table of 2^bits slots. Where the system can, its file has lost its name before the first byte is written. */
    static SeenTable open(Path folder, int bits, int segmentBits) throws IOException {
        Path file = Files.createTempFile(folder, "seen-keys-", ".tmp");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            long slots = 1L << bits;
            fill(channel, slots * SLOT);
            int each = Math.min(bits, segmentBits);
            MappedByteBuffer[] segments = new MappedByteBuffer[Math.toIntExact(slots >>> each)];
            long length = (long) SLOT << each;
            for (int i = 0; i < segments.length; i++) {
                segments[i] = channel.map(MapMode.READ_WRITE, i * length, length);
                segments[i].order(ByteOrder.nativeOrder());
            }
            return new SeenTable(channel, segments, bits, each);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Writes the zeros, so that a full disk is an exception here and not a fault when some slot is written. */
    private static void fill(FileChannel channel, long length) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long left = length; left > 0; ) {
            zeros.clear().limit((int) Math.min(left, ZEROS));
            left -= channel.write(zeros);
        }
    }

    int bits() {
        return bits;
    }

    long slots() {
        return 1L << bits;
    }

    /** Adds a hash, unless it is there; returns its first row's number, or 0. The table must have a free slot. */
    int add(long hash, int row) {
        long last = slots() - 1;
        long slot = hash >>> (Long.SIZE - bits);
        while (true) {
            MappedByteBuffer segment = segments[(int) (slot >>> segmentBits)];
            int at = (int) (slot & ((1L << segmentBits) - 1)) * SLOT;
            int first = segment.getInt(at + ROW);
            if (first == 0) {
                segment.putLong(at, hash);
                segment.putInt(at + ROW, row);
                return 0;
            }
            if (segment.getLong(at) == hash) {
                return first;
            }
            slot = (slot + 1) & last;
        }
    }

    void copyTo(SeenTable other) {
        for (MappedByteBuffer segment : segments) {
            for (int at = 0; at < segment.capacity(); at += SLOT) {
                int row = segment.getInt(at + ROW);
                if (row != 0) {
                    other.add(segment.getLong(at), row);
                }
            }
        }
    }

    /**
     * Unmaps and deletes the file. Java 17 has no way of its own to unmap, so this is what {@code sun.misc.Unsafe} offers for
     * it; on a runtime without that, memory and disk space come back when the garbage collector finds the mappings.
     */
    @Override
    public void close() throws IOException {
        for (MappedByteBuffer segment : segments) {
            Unmapping.unmap(segment);
        }
        channel.close();
    }

    private static final class Unmapping {

        private static final @Nullable Object UNSAFE;
        private static final @Nullable Method CLEAN;

        static {
            Object unsafe = null;
            Method clean = null;
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                Field field = type.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                unsafe = field.get(null);
                clean = type.getMethod("invokeCleaner", ByteBuffer.class);
            } catch (ReflectiveOperationException | RuntimeException e) {
                clean = null;
            }
            UNSAFE = unsafe;
            CLEAN = clean;
        }

        static void unmap(MappedByteBuffer buffer) throws IOException {
            if (CLEAN != null) {
                try {
                    CLEAN.invoke(UNSAFE, buffer);
                } catch (ReflectiveOperationException e) {
                    throw new IOException("A mapping cannot be let go", e);
                }
            }
        }
    }
}
