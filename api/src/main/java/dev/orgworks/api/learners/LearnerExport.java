package dev.orgworks.api.learners;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.orgworks.domain.csv.CsvCells;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.FindLearners.Filter;
import dev.orgworks.domain.learners.LearnerField;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Streams learners as CSV, with the API's field names and no cell that a spreadsheet would compute. */
@Component
class LearnerExport {

    private static final int BUFFER = 1 << 16;

    private final FindLearners learners;

    LearnerExport(FindLearners learners) {
        this.learners = learners;
    }

    void write(long organizationId, Filter filter, OutputStream out) throws IOException {
        try (var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER))) {
            csv.writeRecord(
                    Arrays.stream(LearnerField.values()).map(LearnerField::json).toArray(String[]::new));
            learners.forEach(
                    organizationId,
                    filter,
                    learner -> csv.writeRecord(Arrays.stream(LearnerField.values())
                            .map(field -> {
                                String value = learner.value(field);
                                return value == null ? "" : CsvCells.safe(value);
                            })
                            .toArray(String[]::new)));
        }
    }
}
