package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RosterEncoding.Form;
import dev.orgworks.domain.sis.RosterEncoding.FoundBy;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Tells the encoding of an upload: by its byte-order mark, by zero bytes, or by one pass over the whole file.
 *
 * <p>A file with malformed bytes counts as damaged UTF-8 as long as well-formed sequences are not outnumbered ten to
 * one: by chance, Western European text in Windows-1252 hardly ever forms one (a capital Ã or Â before a symbol).
 */
final class EncodingSniffer {

    private static final int BLOCK = 256 * 1024;
    private static final int ZERO_BYTE_SAMPLE = 4096;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int MALFORMED_PER_WELL_FORMED = 10;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private long wellFormed;
    private long malformed;
    private long high;
    private long likelyLetters;
    private long undefined;

    /** Of the sequence that is under way: bytes still to come, and the bounds of the next one (Unicode, table 3-7). */
    private int missing;

    private int lowest;
    private int highest;
    private int run;

    private EncodingSniffer() {}

    static RosterEncoding sniff(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var block = new byte[BLOCK];
            int length = fill(channel, block);
            RosterEncoding told = fromMark(block, length);
            if (told == null) {
                told = fromZeroBytes(block, Math.min(length, ZERO_BYTE_SAMPLE));
            }
            if (told != null) {
                return told;
            }
            var sniffer = new EncodingSniffer();
            while (length > 0) {
                sniffer.scan(block, length);
                length = fill(channel, block);
            }
            return sniffer.verdict();
        }
    }

    private static int fill(FileChannel channel, byte[] block) throws IOException {
        var buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until full or at the end
        }
        return buffer.position();
    }

    private static @Nullable RosterEncoding fromMark(byte[] b, int length) {
        if (begins(b, length, 0xFF, 0xFE, 0, 0)) {
            return new RosterEncoding(Form.UTF_32LE, FoundBy.BOM, 1, 4);
        }
        if (begins(b, length, 0, 0, 0xFE, 0xFF)) {
            return new RosterEncoding(Form.UTF_32BE, FoundBy.BOM, 1, 4);
        }
        if (begins(b, length, 0xFF, 0xFE)) {
            return new RosterEncoding(Form.UTF_16LE, FoundBy.BOM, 1, 2);
        }
        if (begins(b, length, 0xFE, 0xFF)) {
            return new RosterEncoding(Form.UTF_16BE, FoundBy.BOM, 1, 2);
        }
        if (begins(b, length, 0xEF, 0xBB, 0xBF)) {
            return new RosterEncoding(Form.UTF_8, FoundBy.BOM, 1, 3);
        }
        return null;
    }

    /** Whether a file that begins so is text of two or four bytes a character. */
    static boolean isWide(byte[] begin) {
        RosterEncoding told = fromMark(begin, begin.length);
        if (told == null) {
            told = fromZeroBytes(begin, Math.min(begin.length, ZERO_BYTE_SAMPLE));
        }
        return told != null && told.form() != Form.UTF_8;
    }

    private static boolean begins(byte[] b, int length, int... mark) {
        if (length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((b[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable RosterEncoding fromZeroBytes(byte[] b, int length) {
        int quads = length / 4;
        if (quads == 0) {
            return null;
        }
        var zeros = new int[4];
        for (int i = 0; i < quads * 4; i++) {
            if (b[i] == 0) {
                zeros[i % 4]++;
            }
        }
        int even = zeros[0] + zeros[2];
        int odd = zeros[1] + zeros[3];
        boolean lowEnd = zeros[2] > quads * 9 / 10 && zeros[3] > quads * 9 / 10;
        boolean highEnd = zeros[0] > quads * 9 / 10 && zeros[1] > quads * 9 / 10;
        if (lowEnd && zeros[0] * 10 <= quads) {
            return new RosterEncoding(Form.UTF_32LE, FoundBy.ZERO_BYTES, 0.95, 0);
        }
        if (highEnd && zeros[3] * 10 <= quads) {
            return new RosterEncoding(Form.UTF_32BE, FoundBy.ZERO_BYTES, 0.95, 0);
        }
        int pairs = quads * 2;
        if (odd * 4 >= pairs && even * 10 <= odd) {
            return new RosterEncoding(Form.UTF_16LE, FoundBy.ZERO_BYTES, 0.95, 0);
        }
        if (even * 4 >= pairs && odd * 10 <= even) {
            return new RosterEncoding(Form.UTF_16BE, FoundBy.ZERO_BYTES, 0.95, 0);
        }
        return null;
    }

    private void scan(byte[] b, int length) {
        int i = 0;
        while (i < length) {
            if (missing == 0 && run == 0) {
                while (i + 8 <= length && ((long) LONGS.get(b, i) & HIGH_BITS) == 0) {
                    i += 8;
                }
                if (i >= length) {
                    return;
                }
            }
            see(b[i++] & 0xFF);
        }
    }

    private void see(int c) {
        if (c < 0x80) {
            run = 0;
        } else {
            high++;
            run++;
            if (UNDEFINED_IN_1252.indexOf(c) >= 0) {
                undefined++;
            } else if (run <= 2 && likelyLetter(c)) {
                likelyLetters++;
            }
        }
        if (missing > 0) {
            if (c >= lowest && c <= highest) {
                lowest = 0x80;
                highest = 0xBF;
                if (--missing == 0) {
                    wellFormed++;
                }
                return;
            }
            malformed++;
            missing = 0;
        }
        if (c < 0x80) {
            return;
        }
        lowest = 0x80;
        highest = 0xBF;
        if (c >= 0xC2 && c <= 0xDF) {
            missing = 1;
        } else if (c >= 0xE0 && c <= 0xEF) {
            missing = 2;
            lowest = c == 0xE0 ? 0xA0 : 0x80;
            highest = c == 0xED ? 0x9F : 0xBF;
        } else if (c >= 0xF0 && c <= 0xF4) {
            missing = 3;
            lowest = c == 0xF0 ? 0x90 : 0x80;
            highest = c == 0xF4 ? 0x8F : 0xBF;
        } else {
            malformed++;
        }
    }

    private static final String UNDEFINED_IN_1252 = "\u0081\u008D\u008F\u0090\u009D";

    /** Letters of Western Europe, and the apostrophes, dashes and spaces that stand in names. */
    private static boolean likelyLetter(int c) {
        if (c >= 0xC0) {
            return c != 0xD7 && c != 0xF7;
        }
        return "\u008A\u008C\u008E\u009A\u009C\u009E\u009F\u0091\u0092\u0093\u0094\u0096\u0097\u00A0\u00AA\u00B4\u00BA"
                        .indexOf(c)
                >= 0;
    }

    private RosterEncoding verdict() {
        if (missing > 0) {
            malformed++;
        }
        if (malformed == 0) {
            return new RosterEncoding(Form.UTF_8, FoundBy.STRICT_UTF_8, 1, 0);
        }
        if (wellFormed * MALFORMED_PER_WELL_FORMED >= malformed) {
            double share = (double) wellFormed / (wellFormed + malformed);
            return new RosterEncoding(Form.UTF_8, FoundBy.MOSTLY_UTF_8, twoDigits(share), 0);
        }
        double share = 0.95 * likelyLetters / high;
        if (undefined > 0) {
            share *= 0.7;
        }
        return new RosterEncoding(Form.WINDOWS_1252, FoundBy.WINDOWS_1252_LETTERS, twoDigits(share), 0);
    }

    private static double twoDigits(double share) {
        return Math.floor(share * 100) / 100;
    }
}
