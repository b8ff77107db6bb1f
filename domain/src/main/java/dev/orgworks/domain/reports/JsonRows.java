package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
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
    private final LocalTexts texts;

    JsonRows(JsonMapper json, List<ReportColumn> columns, ZoneId zone) {
        this.json = json;
        this.names = columns.stream()
                .map(ReportColumn::name)
                .map(SerializedString::new)
                .toArray(SerializedString[]::new);
        this.texts = new LocalTexts(zone, columns.size());
    }

    @Override
    public void head(OutputStream out) {}

    @Override
    public void rows(List<@Nullable Object[]> rows, OutputStream out) throws IOException {
        try (JsonGenerator line =
                json.writer().with(new MinimalPrettyPrinter("\n")).createGenerator(out, JsonEncoding.UTF8)) {
            for (@Nullable Object[] row : rows) {
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

    private void write(JsonGenerator line, int column, @Nullable Object value) {
        if (value == null) {
            line.writeNull();
        } else if (value instanceof BigDecimal decimal) {
            line.writeNumber(decimal);
        } else if (value instanceof Number number) {
            line.writeNumber(number.longValue());
        } else if (value instanceof Instant instant) {
            line.writeString(texts.text(column, instant));
        } else {
            line.writeString(value.toString());
        }
    }
}
