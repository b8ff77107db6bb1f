package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RosterEncoding.Form;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of an upload from some offset on, in an encoding in which ASCII is itself: UTF-8 and Windows-1252 as they
 * are, UTF-16 and UTF-32 re-encoded to UTF-8 on the way.
 *
 * <p>What is malformed in UTF-16 or UTF-32 comes out malformed: half a surrogate pair as the three bytes that UTF-8
 * forbids, anything else as {@code 0xFF}. So the strict decoder of a cell finds it, and {@link #width} can count back.
 */
final class UploadBytes implements Closeable {

    private static final int MALFORMED = 0xFF;
    private static final int LONGEST_SEQUENCE = 4;

    private final FileChannel channel;
    private final Form form;
    private final int unit;
    private final ByteBuffer in;
    private boolean ended;

    UploadBytes(Path file, Form form, long offset) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.form = form;
        this.unit = switch (form) {
            case UTF_8, WINDOWS_1252 -> 1;
            case UTF_16LE, UTF_16BE -> 2;
            case UTF_32LE, UTF_32BE -> 4;
        };
        this.in = ByteBuffer.allocate(unit == 1 ? 0 : 32 * 1024).limit(0);
        channel.position(offset);
    }

    /** Puts more bytes into the target from an index on; returns how many, or -1 at the end of the upload. */
    int read(byte[] target, int from) throws IOException {
        if (unit == 1) {
            return channel.read(ByteBuffer.wrap(target, from, target.length - from));
        }
        int at = from;
        while (target.length - at >= LONGEST_SEQUENCE) {
            int next = nextCodePoint();
            if (next < 0) {
                return at == from ? -1 : at - from;
            }
            at = encode(next, target, at);
        }
        return at - from;
    }

    /** How many bytes of the upload became the bytes in this range, which must hold whole characters. */
    long width(byte[] bytes, int from, int to) {
        if (unit == 1) {
            return (long) to - from;
        }
        long width = 0;
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xFF;
            if ((b & 0xC0) != 0x80) {
                width += unit == 2 && b >= 0xF0 && b != MALFORMED ? 4 : unit;
            }
        }
        return width;
    }

    /** Whether a target with so many bytes left may be left so by {@link #read}. */
    boolean full(int left) {
        return left < (unit == 1 ? 1 : LONGEST_SEQUENCE);
    }

    private int nextCodePoint() throws IOException {
        if (in.remaining() < LONGEST_SEQUENCE && !ended) {
            in.compact();
            while (in.hasRemaining() && !ended) {
                ended = channel.read(in) < 0;
            }
            in.flip();
        }
        if (!in.hasRemaining()) {
            return -1;
        }
        if (in.remaining() < unit) {
            in.position(in.limit());
            return Integer.MAX_VALUE;
        }
        if (unit == 4) {
            int value = in.getInt();
            int codePoint = form == Form.UTF_32LE ? Integer.reverseBytes(value) : value;
            return codePoint < 0 ? Integer.MAX_VALUE : codePoint;
        }
        char first = nextUnit();
        if (Character.isHighSurrogate(first) && in.remaining() >= 2) {
            char second = nextUnit();
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(first, second);
            }
            in.position(in.position() - 2);
        }
        return first;
    }

    private char nextUnit() {
        char value = in.getChar();
        return form == Form.UTF_16LE ? Character.reverseBytes(value) : value;
    }

    private static int encode(int codePoint, byte[] target, int from) {
        int at = from;
        if (codePoint < 0x80) {
            target[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[at++] = (byte) (0xC0 | (codePoint >> 6));
            target[at++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x10000) {
            target[at++] = (byte) (0xE0 | (codePoint >> 12));
            target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            target[at++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint <= Character.MAX_CODE_POINT) {
            target[at++] = (byte) (0xF0 | (codePoint >> 18));
            target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            target[at++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            target[at++] = (byte) MALFORMED;
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
