package dev.orgworks.domain.reports;

import dev.orgworks.domain.csv.CsvCells;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180) in UTF-8, without any cell that a spreadsheet would compute. Cells are copied as bytes: what the
 * database wrote is not made text of and back.
 */
final class CsvRows implements WritesRows {

    private final List<ReportColumn> columns;
    private final LocalTexts texts;

    CsvRows(List<ReportColumn> columns, ZoneId zone) {
        this.columns = columns;
        this.texts = new LocalTexts(zone, columns.size());
    }

    @Override
    public void head(OutputStream out) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            separate(i, out);
            cell(columns.get(i).name().getBytes(StandardCharsets.UTF_8), out);
        }
        endLine(out);
    }

    @Override
    public void rows(List<byte[] @Nullable []> rows, OutputStream out) throws IOException {
        ReportColumn.Kind[] kinds = columns.stream().map(ReportColumn::kind).toArray(ReportColumn.Kind[]::new);
        for (byte[] @Nullable [] row : rows) {
            for (int i = 0; i < kinds.length; i++) {
                separate(i, out);
                byte[] cell = row[i];
                if (cell != null && cell.length > 0) {
                    switch (kinds[i]) {
                        case TEXT -> cell(safe(cell), out);
                        case INSTANT -> out.write(texts.text(i, cell));
                        case NUMBER, DATE -> out.write(cell);
                    }
                }
            }
            endLine(out);
        }
    }

    /** What begins with a letter or digit no spreadsheet computes. */
    private static byte[] safe(byte[] cell) {
        byte first = cell[0];
        boolean harmless =
                (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
        return harmless
                ? cell
                : CsvCells.safe(new String(cell, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static void cell(byte[] cell, OutputStream out) throws IOException {
        if (!needsQuotes(cell)) {
            out.write(cell);
            return;
        }
        out.write('"');
        for (byte each : cell) {
            if (each == '"') {
                out.write('"');
            }
            out.write(each);
        }
        out.write('"');
    }

    /** No byte of a character beyond ASCII is one of these. */
    private static boolean needsQuotes(byte[] cell) {
        for (byte each : cell) {
            if (each == ',' || each == '"' || each == '\n' || each == '\r') {
                return true;
            }
        }
        return false;
    }

    private static void separate(int column, OutputStream out) throws IOException {
        if (column > 0) {
            out.write(',');
        }
    }

    private static void endLine(OutputStream out) throws IOException {
        out.write('\r');
        out.write('\n');
    }
}
