package dev.orgworks.domain.sis;

import dev.orgworks.domain.csv.CsvCells;
import dev.orgworks.domain.sis.RosterEncoding.Form;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of a cell, strictly: what is malformed has none. */
final class CellText {

    /** How much of a cell is shown when it is too long; more than any field holds, so that it cannot pass for one. */
    private static final int SHOWN = 1024;

    private final CsvTokenizer tokenizer;
    private final CharsetDecoder decoder;
    private final boolean original;
    private final CharBuffer chars = CharBuffer.allocate(CsvTokenizer.CELL_CAP + 1);
    private byte[] scratch = new byte[256];

    /**
     * @param original whether formulas were made safe when the file was written
     */
    CellText(CsvTokenizer tokenizer, Form form, boolean original) {
        this.tokenizer = tokenizer;
        this.original = original;
        this.decoder = (form == Form.WINDOWS_1252 ? form.charset() : StandardCharsets.UTF_8)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The text of the current record's cell; null if it is malformed. */
    @Nullable
    String of(int cell) {
        int begin = tokenizer.begin(cell);
        int end = tokenizer.end(cell);
        if (begin == end) {
            return "";
        }
        byte[] bytes = tokenizer.buffer();
        byte flags = tokenizer.flags(cell);
        if ((flags & CsvTokenizer.DOUBLED) != 0) {
            end = withoutDoubledQuotes(bytes, begin, end);
            begin = 0;
            bytes = scratch;
        }
        if ((flags & CsvTokenizer.HIGH) == 0) {
            return written(new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1));
        }
        chars.clear();
        decoder.reset();
        boolean malformed = decoder.decode(ByteBuffer.wrap(bytes, begin, end - begin), chars, true)
                .isError();
        return malformed ? null : written(chars.flip().toString());
    }

    /** The cell as somebody who is to mend it may see it; what is malformed as Windows-1252 or a question mark. */
    String shown(int cell) {
        int begin = tokenizer.begin(cell);
        int length = tokenizer.end(cell) - begin;
        String text = length > CsvTokenizer.CELL_CAP ? null : of(cell);
        if (text != null) {
            return text;
        }
        byte[] bytes = tokenizer.buffer();
        int shown = length > CsvTokenizer.CELL_CAP ? SHOWN : length;
        String asUtf8 = new String(bytes, begin, shown, StandardCharsets.UTF_8).replace('\uFFFD', '?');
        boolean utf8 = asUtf8.chars().anyMatch(c -> c > '~');
        return utf8 ? asUtf8 : new String(bytes, begin, shown, Form.WINDOWS_1252.charset()).replace('\uFFFD', '?');
    }

    private String written(String text) {
        return original ? CsvCells.original(text) : text;
    }

    private int withoutDoubledQuotes(byte[] bytes, int begin, int end) {
        if (scratch.length < end - begin) {
            scratch = new byte[end - begin];
        }
        int to = 0;
        for (int at = begin; at < end; at++) {
            scratch[to++] = bytes[at];
            if (bytes[at] == '"') {
                at++;
            }
        }
        return to;
    }
}
