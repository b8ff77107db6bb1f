package dev.orgworks.domain.sis;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the repeated keys of a file among up to hundreds of millions, by their 64-bit hashes, without heap: the table of
 * hashes is a temporary file in mapped memory, 16 to 32 bytes a key (half as much again while it grows). For one thread.
 *
 * <p>Equal keys are always found; what is found need not be equal. Two different keys share a hash with a probability of
 * 3 in 10,000 among 100 million keys (3 in a million among 10 million), more often when somebody wants them to. So
 * {@link #add} sorts rows into groups, each known by its first row, and within a group the caller compares the keys
 * themselves, every row with every other: of a hash only the first row is kept here.
 */
public final class SeenKeys implements Closeable {

    private static final int FIRST_BITS = 16;

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private final Path folder;
    private final int segmentBits;

    /** Odd, so that no two hashes become one; random, so that nobody can write a file whose hashes all want one slot. */
    private final long spread = ThreadLocalRandom.current().nextLong() | 1;

    private @Nullable SeenTable table;
    private long size;

    SeenKeys(Path folder, int firstBits, int segmentBits) throws IOException {
        this.folder = folder;
        this.segmentBits = segmentBits;
        this.table = SeenTable.open(folder, firstBits, segmentBits);
    }

    /**
     * No keys yet.
     *
     * @param folder where the temporary file lies; a process that is killed leaves none behind, except on Windows
     * @throws IOException when no file can be made there
     */
    public static SeenKeys in(Path folder) throws IOException {
        return new SeenKeys(folder, FIRST_BITS, SeenTable.SEGMENT_BITS);
    }

    /**
     * Adds a row's key, unless its hash is there.
     *
     * @param rowNo from 1
     * @return the number of the first row with this hash, or 0 when this one is the first
     * @throws IOException when the table cannot grow, as on a full disk
     */
    public long add(long hash, int rowNo) throws IOException {
        if (table == null) {
            throw new IllegalStateException("Closed");
        }
        if (rowNo < 1) {
            throw new IllegalArgumentException("Rows are numbered from 1: " + rowNo);
        }
        if (size >= table.slots() / 4 * 3) {
            table = grown(table);
        }
        int first = table.add(hash * spread, rowNo);
        if (first == 0) {
            size++;
        }
        return first;
    }

    private SeenTable grown(SeenTable small) throws IOException {
        SeenTable large = SeenTable.open(folder, small.bits() + 1, segmentBits);
        small.copyTo(large);
        small.close();
        return large;
    }

    /** How many different hashes there are. */
    public long size() {
        return size;
    }

    /** Lets go of the memory and the file. */
    @Override
    public void close() throws IOException {
        if (table != null) {
            SeenTable last = table;
            table = null;
            last.close();
        }
    }

    /** A good 64-bit hash of a text (the steps of XXH64 for short inputs, over UTF-16 units), the same in every process. */
    public static long hash(CharSequence text) {
        int length = text.length();
        long hash = PRIME_5 + length * 2L;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            long four = text.charAt(i)
                    | (long) text.charAt(i + 1) << 16
                    | (long) text.charAt(i + 2) << 32
                    | (long) text.charAt(i + 3) << 48;
            hash ^= Long.rotateLeft(four * PRIME_2, 31) * PRIME_1;
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        for (; i < length; i++) {
            hash ^= text.charAt(i) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }
}
