package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.CsvTokenizer.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data rows of an upload, from its beginning or from any {@link Position} on.
 *
 * <p>What is read from a place on is the same whether reading began there or before. Memory is constant: about 1 MiB,
 * whatever the upload holds. Not for several threads at once.
 */
public final class RosterReader implements AutoCloseable {

    private final CsvTokenizer tokenizer;
    private final RowRules rules;
    private long row;
    private long blankLines;

    /**
     * Begins to read at a place: {@link RosterFile#start()} or what {@link #position()} told.
     *
     * @throws IOException also if the upload is not as long as when it was inspected
     */
    public RosterReader(Path upload, RosterFile file, Position start) throws IOException {
        this(upload, file, start, false);
    }

    private RosterReader(Path upload, RosterFile file, Position start, boolean keepCells) throws IOException {
        long bytes = Files.size(upload);
        if (bytes != file.bytes()) {
            throw new IOException(
                    "The upload has " + bytes + " bytes; it had " + file.bytes() + " when it was inspected.");
        }
        this.tokenizer = new CsvTokenizer(
                upload,
                file.encoding().form(),
                file.delimiter(),
                file.mapping().size(),
                start.byteOffset(),
                start.line());
        this.rules = new RowRules(file, tokenizer, keepCells);
        this.row = start.row();
        this.blankLines = start.blankLines();
    }

    /** A reader whose rows all have their cells ({@link RosterRow#cells}), not only the rejected ones. */
    public static RosterReader keepingCells(Path upload, RosterFile file, Position start) throws IOException {
        return new RosterReader(upload, file, start, true);
    }

    /** The next data row; null at the end. */
    public @Nullable RosterRow next() throws IOException {
        Found found = tokenizer.read();
        while (found == Found.BLANK) {
            blankLines++;
            tokenizer.advance();
            found = tokenizer.read();
        }
        if (found == Found.END) {
            return null;
        }
        RosterRow read = rules.row(found, row);
        row++;
        tokenizer.advance();
        return read;
    }

    /** The place after the row that {@link #next} returned last. */
    public Position position() {
        return new Position(tokenizer.offset(), tokenizer.line(), row, blankLines);
    }

    /** Blank and delimiter-only records passed over, from the upload's beginning. */
    public long blankLines() {
        return blankLines;
    }

    @Override
    public void close() throws IOException {
        tokenizer.close();
    }
}
