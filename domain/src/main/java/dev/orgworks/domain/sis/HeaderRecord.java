package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.CsvTokenizer.Found;
import dev.orgworks.domain.sis.RosterRefusedException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The line of column names, and with it the delimiter: of comma, semicolon, tab and bar the one with which most names
 * mean something and most of the first rows have as many cells; or the one that a line {@code sep=;} names.
 */
final class HeaderRecord {

    /** The most columns that an upload may have. */
    static final int MAX_COLUMNS = 512;

    private static final int SAMPLE_ROWS = 100;
    private static final int SAMPLE_BYTES = 1 << 20;
    private static final int SHOWN_NAMES = 20;
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private final char delimiter;
    private final List<String> names = new ArrayList<>();
    private final ColumnMapping mapping;
    private final long known;
    private final long line;
    private final Position start;
    private final boolean[] filled = new boolean[MAX_COLUMNS];
    private int sampled;
    private int even;

    private HeaderRecord(CsvTokenizer tokenizer, RosterEncoding encoding, char delimiter, MappingSource source)
            throws IOException {
        this.delimiter = delimiter;
        Found found = tokenizer.read();
        while (found == Found.BLANK) {
            tokenizer.advance();
            found = tokenizer.read();
        }
        this.line = tokenizer.line();
        if (found == Found.END) {
            throw new RosterRefusedException(
                    Code.EMPTY_FILE, "The file is empty. Its first line must name the columns; see the template.");
        }
        if (found != Found.RECORD || tokenizer.nul()) {
            throw unreadable("has a quote that is not closed, a zero byte, or more than 64 KiB in a cell");
        }
        if (tokenizer.cells() > MAX_COLUMNS) {
            throw new RosterRefusedException(
                    Code.TOO_MANY_COLUMNS,
                    "Line " + line + " names " + tokenizer.cells() + " columns; at most " + MAX_COLUMNS
                            + " can be read. Delete the columns that are not needed.");
        }
        var text = new CellText(tokenizer, encoding.form(), false);
        for (int i = 0; i < tokenizer.cells(); i++) {
            String name = text.of(i);
            if (name == null) {
                throw unreadable(
                        "is not valid " + encoding.charset().name() + " in column " + (i + 1) + ". Save it as UTF-8");
            }
            names.add(name.strip());
        }
        this.mapping = source.of(names);
        this.known = RosterSchema.known(names, mapping);
        tokenizer.advance();
        this.start = new Position(tokenizer.offset(), tokenizer.line(), 1, 0);
        sample(tokenizer);
    }

    private RosterRefusedException unreadable(String why) {
        return new RosterRefusedException(
                Code.UNREADABLE_HEADER, "The line of column names (line " + line + ") " + why + ".");
    }

    private void sample(CsvTokenizer tokenizer) throws IOException {
        while (sampled < SAMPLE_ROWS && tokenizer.offset() - start.byteOffset() < SAMPLE_BYTES) {
            switch (tokenizer.read()) {
                case END -> {
                    return;
                }
                case RECORD -> {
                    sampled++;
                    even += tokenizer.cells() == names.size() ? 1 : 0;
                    for (int i = 0; i < tokenizer.kept(); i++) {
                        filled[i] |= tokenizer.begin(i) < tokenizer.end(i);
                    }
                }
                case BLANK -> {}
                case BROKEN_QUOTE, CELL_TOO_LONG, RECORD_TOO_LONG -> sampled++;
            }
            tokenizer.advance();
        }
    }

    static HeaderRecord find(Path file, RosterEncoding encoding, MappingSource source) throws IOException {
        Position first = new Position(encoding.markBytes(), 1, 0, 0);
        Character named = null;
        try (var tokenizer = tokenizer(file, encoding, '\0', first)) {
            if (tokenizer.read() == Found.RECORD) {
                named = namedDelimiter(new CellText(tokenizer, encoding.form(), false).of(0));
                if (named != null) {
                    tokenizer.advance();
                    first = new Position(tokenizer.offset(), tokenizer.line(), 0, 0);
                }
            }
        }
        if (named != null) {
            return read(file, encoding, named, first, source);
        }
        HeaderRecord best = null;
        RosterRefusedException refusal = null;
        for (char delimiter : DELIMITERS) {
            try {
                HeaderRecord header = read(file, encoding, delimiter, first, source);
                if (best == null || header.betterThan(best)) {
                    best = header;
                }
            } catch (RosterRefusedException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (best == null || (refusal != null && best.known == 0)) {
            throw Objects.requireNonNull(refusal);
        }
        return best;
    }

    private static HeaderRecord read(
            Path file, RosterEncoding encoding, char delimiter, Position first, MappingSource source)
            throws IOException {
        try (var tokenizer = tokenizer(file, encoding, delimiter, first)) {
            return new HeaderRecord(tokenizer, encoding, delimiter, source);
        }
    }

    private static CsvTokenizer tokenizer(Path file, RosterEncoding encoding, char delimiter, Position at)
            throws IOException {
        return new CsvTokenizer(file, encoding.form(), delimiter, MAX_COLUMNS, at.byteOffset(), at.line());
    }

    /** Of a line like {@code sep=;}, which spreadsheets write and obey. */
    private static @Nullable Character namedDelimiter(@Nullable String line) {
        if (line == null || line.length() < 5 || !line.substring(0, 4).equalsIgnoreCase("sep=")) {
            return null;
        }
        char delimiter = line.charAt(4);
        for (char known : DELIMITERS) {
            if (delimiter == known && line.substring(5).chars().allMatch(c -> c == known)) {
                return delimiter;
            }
        }
        return null;
    }

    private boolean betterThan(HeaderRecord other) {
        if (known != other.known) {
            return known > other.known;
        }
        boolean splits = names.size() > 1;
        boolean otherSplits = other.names.size() > 1;
        if (splits != otherSplits) {
            return splits;
        }
        return even * Math.max(other.sampled, 1) > other.even * Math.max(sampled, 1);
    }

    char delimiter() {
        return delimiter;
    }

    List<String> names() {
        return names;
    }

    /** What somebody said of these columns. */
    ColumnMapping mapping() {
        return mapping;
    }

    long line() {
        return line;
    }

    Position start() {
        return start;
    }

    boolean filled(int column) {
        return filled[column];
    }

    /** The names, shortened for a message. */
    String described() {
        var shown =
                names.stream().limit(SHOWN_NAMES).map(RosterColumn::shortened).toList();
        return String.format(Locale.ROOT, "%s%s", String.join(", ", shown), names.size() > SHOWN_NAMES ? ", …" : "");
    }
}
