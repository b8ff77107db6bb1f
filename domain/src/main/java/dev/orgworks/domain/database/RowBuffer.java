package dev.orgworks.domain.database;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows for {@link LoadRows}, encoded in memory as they come: cell by cell, row by row, without an object for either.
 * Filled, loaded, {@linkplain #clear cleared} and filled again, it allocates nothing any more. For one thread.
 *
 * <p>Inside, it is what LOAD DATA reads: tabs between cells, a line feed behind each row, {@code \N} for NULL, and a
 * backslash before these in a value. Texts are UTF-8.
 */
public final class RowBuffer {

    static final byte CELL_END = '\t';
    static final byte ROW_END = '\n';
    static final byte ESCAPE = '\\';
    static final byte NULL = 'N';

    private static final int REPLACEMENT = 0xFFFD;

    /** What follows the escape for a byte that needs one, else 0. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes;
    private int size;
    private int cells;
    private int columns;
    private int rows;

    /** @param capacity bytes to begin with; it grows as needed, up to 2 GiB */
    public RowBuffer(int capacity) {
        bytes = new byte[Math.max(capacity, 64)];
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        escapes[CELL_END] = 't';
        escapes[ROW_END] = 'n';
        escapes[ESCAPE] = ESCAPE;
        return escapes;
    }

    public RowBuffer appendNull() {
        beginCell(2);
        bytes[size++] = ESCAPE;
        bytes[size++] = NULL;
        return this;
    }

    public RowBuffer append(boolean value) {
        beginCell(1);
        bytes[size++] = (byte) (value ? '1' : '0');
        return this;
    }

    public RowBuffer append(long value) {
        beginCell(20);
        int digits = digits(value);
        int at = size + digits;
        size = at;
        // negative all the way, since the least long has no positive counterpart
        long left = value > 0 ? -value : value;
        do {
            bytes[--at] = (byte) ('0' - left % 10);
            left /= 10;
        } while (left != 0);
        if (value < 0) {
            bytes[--at] = '-';
        }
        return this;
    }

    private static int digits(long value) {
        int digits = value < 0 ? 2 : 1;
        for (long left = value / 10; left != 0; left /= 10) {
            digits++;
        }
        return digits;
    }

    /** Half a surrogate pair, which no encoding has, becomes U+FFFD. */
    public RowBuffer append(@Nullable String text) {
        if (text == null) {
            return appendNull();
        }
        int length = text.length();
        beginCell(Math.multiplyExact(length, 3));
        byte[] target = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                byte escape = ESCAPES[c];
                if (escape == 0) {
                    target[at++] = (byte) c;
                } else {
                    target[at++] = ESCAPE;
                    target[at++] = escape;
                }
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                at = three(c, target, at);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                target[at++] = (byte) (0xF0 | (codePoint >> 18));
                target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (codePoint & 0x3F));
            } else {
                at = three(REPLACEMENT, target, at);
            }
        }
        size = at;
        return this;
    }

    private static int three(int codePoint, byte[] target, int from) {
        target[from] = (byte) (0xE0 | (codePoint >> 12));
        target[from + 1] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        target[from + 2] = (byte) (0x80 | (codePoint & 0x3F));
        return from + 3;
    }

    /** The bytes as they are, for a binary column. */
    public RowBuffer append(byte @Nullable [] value) {
        return value == null ? appendNull() : append(value, 0, value.length);
    }

    /** The bytes of a range as they are, for a binary column; or a text's UTF-8, which the database checks. */
    public RowBuffer append(byte[] source, int from, int to) {
        beginCell(Math.multiplyExact(to - from, 2));
        byte[] target = bytes;
        int at = size;
        for (int i = from; i < to; i++) {
            byte value = source[i];
            byte escape = value < 0 ? 0 : ESCAPES[value];
            if (escape == 0) {
                target[at++] = value;
            } else {
                target[at++] = ESCAPE;
                target[at++] = escape;
            }
        }
        size = at;
        return this;
    }

    /** Ends the row; each must have as many cells as the first. */
    public void endRow() {
        if (rows == 0) {
            columns = cells;
        }
        if (cells == 0 || cells != columns) {
            throw new IllegalStateException("A row of " + cells + " cells among rows of " + columns);
        }
        reserve(1);
        bytes[size++] = ROW_END;
        cells = 0;
        rows++;
    }

    /** Forgets the rows and keeps the memory. */
    public void clear() {
        size = 0;
        cells = 0;
        columns = 0;
        rows = 0;
    }

    /** How many rows have ended. */
    public int rows() {
        return rows;
    }

    /** The bytes that the rows take, for a caller that loads when they are many. */
    public int size() {
        return size;
    }

    /** Whether the last row has ended. */
    boolean whole() {
        return cells == 0;
    }

    int columns() {
        return columns;
    }

    /** The encoded rows: as many bytes of it as {@link #size} says. */
    byte[] bytes() {
        return bytes;
    }

    private void beginCell(int length) {
        reserve(Math.addExact(length, 1));
        if (cells++ > 0) {
            bytes[size++] = CELL_END;
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
