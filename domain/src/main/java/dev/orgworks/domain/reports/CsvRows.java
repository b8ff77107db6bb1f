package dev.orgworks.domain.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.orgworks.domain.csv.CsvCells;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as CSV (RFC 4180), without any cell that a spreadsheet would compute. */
final class CsvRows implements WritesRows {

    private final List<ReportColumn> columns;
    private final LocalTexts texts;

    CsvRows(List<ReportColumn> columns, ZoneId zone) {
        this.columns = columns;
        this.texts = new LocalTexts(zone, columns.size());
    }

    @Override
    public void head(OutputStream out) throws IOException {
        try (CsvWriter csv = writer(out)) {
            csv.writeRecord(columns.stream().map(ReportColumn::name).toList());
        }
    }

    @Override
    public void rows(List<@Nullable Object[]> rows, OutputStream out) throws IOException {
        try (CsvWriter csv = writer(out)) {
            String[] cells = new String[columns.size()];
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cell(i, row[i]);
                }
                csv.writeRecord(cells);
            }
        }
    }

    private String cell(int column, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Instant instant) {
            return texts.text(column, instant);
        }
        return value instanceof String text
                ? CsvCells.safe(text)
                : value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static CsvWriter writer(OutputStream out) {
        Writer utf8 = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        return CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(utf8);
    }
}
