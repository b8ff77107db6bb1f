package dev.orgworks.domain.sis;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.orgworks.domain.csv.CsvCells;
import dev.orgworks.domain.sis.RosterColumn.Ignored;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes the rejected rows of an upload, to be mended and uploaded again.
 *
 * <p>They keep the upload's own columns and delimiter, followed by {@code _error_line}, {@code _error_column},
 * {@code _error_code} and {@code _error_message}, which an upload ignores. The text is UTF-8 with a byte-order mark, so
 * that spreadsheets read it right, and safe to open in one ({@link CsvCells}); an upload that has these columns is read
 * without the safety quotes.
 */
public final class ErrorsCsv implements AutoCloseable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<RosterColumn> own;
    private final CsvWriter csv;

    /** Writes the line of column names; closing this closes the stream. */
    public ErrorsCsv(OutputStream out, RosterFile file) throws IOException {
        this.own = file.mapping().stream()
                .filter(column -> column.ignored() != Ignored.ERROR_COLUMN)
                .toList();
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(BYTE_ORDER_MARK);
        this.csv = CsvWriter.builder().fieldSeparator(file.delimiter()).build(text);
        var header = new ArrayList<String>();
        own.forEach(column -> header.add(CsvCells.safe(column.header())));
        for (String name : List.of("line", "column", "code", "message")) {
            header.add(RosterSchema.ERROR_COLUMN + name);
        }
        csv.writeRecord(header);
    }

    /** Writes a row that its reader rejected. */
    public void write(RosterRow row) {
        write(row.line(), row.cells(), row.problems());
    }

    /**
     * Writes a row.
     *
     * @param line the physical line of the upload on which it begins
     * @param cells its cells as {@link RosterRow#cells} tells them; missing ones are written empty
     */
    public void write(long line, List<String> cells, List<RowProblem> problems) {
        var written = new ArrayList<String>(own.size() + 4);
        for (RosterColumn column : own) {
            boolean shown = column.index() < cells.size() && column.ignored() != Ignored.PASSWORD;
            written.add(shown ? CsvCells.safe(cells.get(column.index())) : "");
        }
        written.add(Long.toString(line));
        written.add(joined(problems, problem -> Objects.requireNonNullElse(problem.column(), "")));
        written.add(joined(problems, problem -> problem.code().name()));
        written.add(joined(problems, RowProblem::message));
        csv.writeRecord(written);
    }

    private static String joined(List<RowProblem> problems, Function<RowProblem, String> part) {
        return CsvCells.safe(String.join("; ", problems.stream().map(part).toList()));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
