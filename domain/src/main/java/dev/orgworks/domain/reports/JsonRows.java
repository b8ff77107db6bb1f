package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** Rows as JSON objects, one in each line. */
final class JsonRows implements WritesRows {

    private final JsonMapper json;
    private final SerializedString[] names;
    private final ReportColumn.Kind[] kinds;
    private final LocalTexts texts;

    JsonRows(JsonMapper json, List<ReportColumn> columns, ZoneId zone) {
        this.json = json;
        this.names = columns.stream()
                .map(ReportColumn::name)
                .map(SerializedString::new)
                .toArray(SerializedString[]::new);
        this.kinds = columns.stream().map(ReportColumn::kind).toArray(ReportColumn.Kind[]::new);
        this.texts = new LocalTexts(zone, columns.size());
    }

    @Override
    public void head(OutputStream out) {}

    @Override
    public void rows(List<byte[] @Nullable []> rows, OutputStream out) throws IOException {
        try (JsonGenerator line =
                json.writer().with(new MinimalPrettyPrinter("\n")).createGenerator(out, JsonEncoding.UTF8)) {
            for (byte[] @Nullable [] row : rows) {
                line.writeStartObject();
                for (int i = 0; i < names.length; i++) {
                    line.writeName(names[i]);
                    write(line, i, row[i]);
                }
                line.writeEndObject();
            }
        }
        out.write('\n');
    }

    private void write(JsonGenerator line, int column, byte @Nullable [] cell) {
        if (cell == null) {
            line.writeNull();
            return;
        }
        switch (kinds[column]) {
            case TEXT, DATE -> line.writeUTF8String(cell, 0, cell.length);
            case NUMBER -> line.writeNumber(new String(cell, StandardCharsets.US_ASCII));
            case INSTANT -> {
                byte[] text = texts.text(column, cell);
                line.writeUTF8String(text, 0, text.length);
            }
        }
    }
}
