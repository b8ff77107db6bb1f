package dev.orgworks.api.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.orgworks.domain.audit.AuditEvent;
import dev.orgworks.domain.audit.FindEvents;
import dev.orgworks.domain.csv.CsvCells;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Streams events as CSV, with the API's field names and no cell that a spreadsheet would compute. */
@Component
class AuditExport {

    private static final int BUFFER = 1 << 16;

    private final FindEvents events;

    AuditExport(FindEvents events) {
        this.events = events;
    }

    void write(@Nullable Long organizationId, Map<String, String> wish, HttpServletResponse response)
            throws IOException {
        AuditQuery query = AuditQuery.of(wish);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"audit-" + Objects.requireNonNullElse(organizationId, "platform") + ".csv\"");
        try (var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), BUFFER))) {
            csv.writeRecord(
                    "sequence",
                    "id",
                    "at",
                    "actor",
                    "action",
                    "targetType",
                    "targetId",
                    "before",
                    "after",
                    "requestId",
                    "correlationId",
                    "hash");
            events.forEach(organizationId, query.filter(), event -> csv.writeRecord(cells(event)));
        }
    }

    private static String[] cells(AuditEvent event) {
        return Stream.of(
                        event.sequence(),
                        event.id(),
                        event.at(),
                        event.actor(),
                        event.action(),
                        event.targetType(),
                        event.targetId(),
                        event.before(),
                        event.after(),
                        event.requestId(),
                        event.correlationId(),
                        event.hash())
                .map(value -> value == null ? "" : CsvCells.safe(value.toString()))
                .toArray(String[]::new);
    }
}
