package dev.orgworks.domain.reports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the PDF of a summary's export. */
@Component
class MakeSummaryPdf {

    private final FindSummary summaries;
    private final JdbcClient jdbc;

    MakeSummaryPdf(FindSummary summaries, JdbcClient jdbc) {
        this.summaries = summaries;
        this.jdbc = jdbc;
    }

    /** What makes the file, in one go. */
    MakesFile maker(ReportExport export, Path target) {
        return new MakesFile() {

            private boolean done;

            @Override
            public boolean more() throws IOException {
                if (done) {
                    return false;
                }
                make(export, target);
                done = true;
                return true;
            }

            @Override
            public long rows() {
                return done ? Objects.requireNonNullElse(export.rows(), 0L) : 0;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private void make(ReportExport export, Path target) throws IOException {
        SummaryRange range = SummaryRange.of(
                export.definition().filters(),
                Objects.requireNonNull(export.definition().timeZone()),
                Objects.requireNonNullElse(export.asOf(), export.createdAt()));
        Summary summary = summaries.find(export.organizationId(), range.from(), range.to(), range.period());
        String name = jdbc.sql("select name from organization where id = :id")
                .param("id", export.organizationId())
                .query(String.class)
                .single();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            SummaryPdf.write(summary, name, out);
        }
    }
}
