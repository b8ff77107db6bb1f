package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RosterEncoding.Form;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of a CSV and their cells (RFC 4180), as ranges of one fixed buffer; nothing is decoded here.
 *
 * <p>Records end at CR, LF or CRLF in any mixture; backslash and {@code #} are ordinary. A quote counts only at the
 * beginning of a cell. When a quoted cell does not end before a delimiter or a line end, or within {@link #CELL_CAP},
 * or at all, the quote was a stray one: the record is {@link Found#BROKEN_QUOTE}, it costs the physical line on which
 * it began, and reading goes on at the following line. What is read depends on the place in the file only, never on
 * what was read before it.
 *
 * <p>Memory is the one buffer. Looking ahead for a closing quote is bounded by {@link #CELL_CAP} a cell and, since each
 * further line that keeps a quote open must add a cell, by {@link #EXTRA_CELLS} more cells than the header has.
 */
final class CsvTokenizer implements Closeable {

    /** What {@link #read} found. */
    enum Found {
        RECORD,
        /** A record without a character other than delimiters, spaces and tabs. */
        BLANK,
        BROKEN_QUOTE,
        CELL_TOO_LONG,
        RECORD_TOO_LONG,
        END
    }

    /** The most bytes (of UTF-8 or Windows-1252) in a cell. */
    static final int CELL_CAP = 64 * 1024;

    /** The most bytes in a record. */
    static final int RECORD_CAP = 4 * CELL_CAP;

    /** So many cells more than expected, in a record of several lines, mean a stray quote. */
    static final int EXTRA_CELLS = 16;

    /** What {@link #flags} says: the cell has bytes above 127. */
    static final byte HIGH = 1;

    /** What {@link #flags} says: the cell has control characters other than tab and line ends. */
    static final byte CONTROL = 2;

    /** What {@link #flags} says: the cell has doubled quotes that mean one. */
    static final byte DOUBLED = 4;

    private static final int BUFFER = 2 * RECORD_CAP;

    private static final byte IS_HIGH = 1;
    private static final byte IS_CONTROL = 2;
    private static final byte IS_DELIMITER = 3;
    private static final byte IS_QUOTE = 4;
    private static final byte IS_LINE_END = 5;

    private final UploadBytes upload;
    private final int expected;
    private final byte delimiter;
    private final byte[] kinds = new byte[256];
    private final byte[] buffer = new byte[BUFFER];
    private int limit;
    private boolean ended;

    private int start;
    private long offset;
    private long line;

    private final int[] begins;
    private final int[] ends;
    private final byte[] flags;
    private int cells;
    private boolean extraFilled;
    private boolean nul;

    private int next;
    private int lines;
    private boolean cut;

    /**
     * @param expected how many cells of a record are kept; further ones are only counted
     */
    CsvTokenizer(Path file, Form form, char delimiter, int expected, long offset, long line) throws IOException {
        this.upload = new UploadBytes(file, form, offset);
        this.expected = expected;
        this.delimiter = (byte) delimiter;
        this.offset = offset;
        this.line = line;
        this.begins = new int[expected];
        this.ends = new int[expected];
        this.flags = new byte[expected];
        Arrays.fill(kinds, 0, 0x20, IS_CONTROL);
        Arrays.fill(kinds, 0x80, 0x100, IS_HIGH);
        kinds[0x7F] = IS_CONTROL;
        kinds['\t'] = 0;
        kinds['"'] = IS_QUOTE;
        kinds['\r'] = IS_LINE_END;
        kinds['\n'] = IS_LINE_END;
        kinds[delimiter] = IS_DELIMITER;
    }

    /** Bytes of the upload before the current record. */
    long offset() {
        return offset;
    }

    /** The physical line, from 1, on which the current record begins. */
    long line() {
        return line;
    }

    /** How many cells the current record has. */
    int cells() {
        return cells;
    }

    /** How many cells of the current record can be looked at. */
    int kept() {
        return Math.min(cells, expected);
    }

    /** Whether one of the cells beyond the expected ones is not empty. */
    boolean extraFilled() {
        return extraFilled;
    }

    /** Whether the current record has a zero byte. */
    boolean nul() {
        return nul;
    }

    /** Whether the current line was too long to be kept, so that its last cell is only a beginning. */
    boolean cut() {
        return cut;
    }

    byte[] buffer() {
        return buffer;
    }

    int begin(int cell) {
        return begins[cell];
    }

    int end(int cell) {
        return ends[cell];
    }

    byte flags(int cell) {
        return flags[cell];
    }

    /** Finds the record that begins at the current place. The place changes only by {@link #advance}. */
    Found read() throws IOException {
        while (true) {
            if (start == limit && ended) {
                return Found.END;
            }
            if (start < limit) {
                Found found = scan();
                if (found != null) {
                    return found;
                }
            }
            fill();
        }
    }

    /** Goes to the record after the one that {@link #read} found. */
    void advance() throws IOException {
        if (cut) {
            skipLine();
        } else {
            move(next);
            line += lines;
        }
    }

    private void move(int to) {
        offset += upload.width(buffer, start, to);
        start = to;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            start = 0;
        }
        while (!ended && !upload.full(buffer.length - limit)) {
            int read = upload.read(buffer, limit);
            if (read < 0) {
                ended = true;
            } else {
                limit += read;
            }
        }
    }

    /** Passes over the rest of a line of any length. */
    private void skipLine() throws IOException {
        move(next);
        cut = false;
        while (true) {
            int at = start;
            while (at < limit && kinds[buffer[at] & 0xFF] != IS_LINE_END) {
                at++;
            }
            if (at < limit && (at + 1 < limit || ended || buffer[at] == '\n')) {
                move(afterLineEnd(at));
                line += lines + 1;
                return;
            }
            move(at);
            if (ended && start == limit) {
                line += lines;
                return;
            }
            fill();
        }
    }

    private int afterLineEnd(int at) {
        return buffer[at] == '\r' && at + 1 < limit && buffer[at + 1] == '\n' ? at + 2 : at + 1;
    }

    /** Null: the buffer ends before the record does. */
    private @Nullable Found scan() {
        byte[] b = buffer;
        byte[] kind = kinds;
        int stop = Math.min(limit, start + RECORD_CAP + 1);
        int at = start;
        int firstLineEnd = -1;
        lines = 0;
        cells = 0;
        extraFilled = false;
        nul = false;
        cut = false;
        while (true) {
            int begin = at;
            int end;
            byte flag = 0;
            if (at < stop && b[at] == '"') {
                begin = ++at;
                int cellStop = Math.min(stop, begin + CELL_CAP + 1);
                while (true) {
                    byte k = 0;
                    while (at < cellStop && ((k = kind[b[at] & 0xFF]) == 0 || k == IS_DELIMITER)) {
                        at++;
                    }
                    if (at >= cellStop) {
                        return at == limit && !ended && at - begin <= CELL_CAP && at - start <= RECORD_CAP
                                ? null
                                : broken(firstLineEnd, at);
                    }
                    if (k == IS_QUOTE) {
                        if (at + 1 >= limit && !ended) {
                            return null;
                        }
                        if (at + 1 < limit && b[at + 1] == '"') {
                            flag |= DOUBLED;
                            at += 2;
                        } else {
                            break;
                        }
                    } else if (k == IS_LINE_END) {
                        if (at + 1 >= limit && !ended) {
                            return null;
                        }
                        if (firstLineEnd < 0) {
                            firstLineEnd = at;
                        }
                        at = afterLineEnd(at);
                        lines++;
                    } else {
                        flag |= k == IS_HIGH ? HIGH : CONTROL;
                        nul |= b[at] == 0;
                        at++;
                    }
                }
                end = at++;
                if (at < limit) {
                    byte k = kind[b[at] & 0xFF];
                    if (k != IS_DELIMITER && k != IS_LINE_END) {
                        return broken(firstLineEnd, at);
                    }
                }
            } else {
                int cellStop = Math.min(stop, begin + CELL_CAP + 1);
                byte k = 0;
                while (at < cellStop && (k = kind[b[at] & 0xFF]) != IS_DELIMITER && k != IS_LINE_END) {
                    if (k == IS_HIGH) {
                        flag |= HIGH;
                    } else if (k == IS_CONTROL) {
                        flag |= CONTROL;
                        nul |= b[at] == 0;
                    }
                    at++;
                }
                end = at;
                if (at - begin > CELL_CAP || at - start > RECORD_CAP) {
                    return tooLong(begin, at, flag);
                }
            }
            keep(begin, end, flag);
            if (at >= limit) {
                if (!ended) {
                    return null;
                }
                next = at;
                return blank() ? Found.BLANK : Found.RECORD;
            }
            if (b[at] == delimiter) {
                at++;
                if (lines > 0 && cells >= expected + EXTRA_CELLS) {
                    return broken(firstLineEnd, at);
                }
            } else {
                if (at + 1 >= limit && !ended) {
                    return null;
                }
                next = afterLineEnd(at);
                lines++;
                return blank() ? Found.BLANK : Found.RECORD;
            }
        }
    }

    private void keep(int begin, int end, byte flag) {
        if (cells < expected) {
            begins[cells] = begin;
            ends[cells] = end;
            flags[cells] = flag;
        } else {
            extraFilled |= begin < end;
        }
        cells++;
    }

    private boolean blank() {
        if (extraFilled || nul) {
            return false;
        }
        for (int i = 0; i < kept(); i++) {
            for (int at = begins[i]; at < ends[i]; at++) {
                if (buffer[at] != ' ' && buffer[at] != '\t') {
                    return false;
                }
            }
        }
        return true;
    }

    private Found tooLong(int begin, int at, byte flag) {
        keep(begin, at, flag);
        next = at;
        cut = true;
        return at - begin > CELL_CAP ? Found.CELL_TOO_LONG : Found.RECORD_TOO_LONG;
    }

    /** Null: the line on which the record began may end beyond the buffer. */
    private @Nullable Found broken(int firstLineEnd, int at) {
        int lineEnd = firstLineEnd;
        if (lineEnd < 0) {
            int stop = Math.min(limit, start + RECORD_CAP + 1);
            lineEnd = at;
            while (lineEnd < stop && kinds[buffer[lineEnd] & 0xFF] != IS_LINE_END) {
                lineEnd++;
            }
            boolean whole = lineEnd < stop ? ended || lineEnd + 1 < limit : lineEnd == limit && ended;
            if (!whole && lineEnd - start <= RECORD_CAP) {
                return null;
            }
            cut = !whole;
        }
        boolean terminated = !cut && lineEnd < limit;
        next = terminated ? afterLineEnd(lineEnd) : lineEnd;
        lines = terminated ? 1 : 0;
        splitWithoutQuotes(lineEnd);
        return Found.BROKEN_QUOTE;
    }

    private void splitWithoutQuotes(int lineEnd) {
        cells = 0;
        nul = false;
        extraFilled = false;
        int begin = start;
        byte flag = 0;
        for (int at = start; at <= lineEnd; at++) {
            byte k = at == lineEnd ? IS_DELIMITER : kinds[buffer[at] & 0xFF];
            if (k == IS_DELIMITER) {
                keep(begin, at, flag);
                begin = at + 1;
                flag = 0;
            } else if (k == IS_HIGH) {
                flag |= HIGH;
            } else if (k == IS_CONTROL) {
                flag |= CONTROL;
            }
        }
    }

    @Override
    public void close() throws IOException {
        upload.close();
    }
}
