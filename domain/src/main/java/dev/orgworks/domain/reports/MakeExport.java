package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How the file of each format is made, and where. */
@Component
public class MakeExport {

    private final ReportSettings settings;
    private final JsonMapper json;
    private final MakeSummaryPdf pdf;

    MakeExport(ReportSettings settings, JsonMapper json, MakeSummaryPdf pdf) {
        this.settings = settings;
        this.json = json;
        this.pdf = pdf;
    }

    /** What writes the rows of an export into {@link #rowsFile}. */
    public WritesRows rows(ReportExport export, List<ReportColumn> columns) {
        ZoneId zone = Objects.requireNonNull(export.definition().timeZone());
        return export.definition().format() == ReportFormat.CSV
                ? new CsvRows(columns, zone)
                : new JsonRows(json, columns, zone);
    }

    /** The file to which rows are written, which can be gone on with. */
    public Path rowsFile(ReportExport export) {
        return folder().resolve(export.id() + ".rows");
    }

    /** The finished file. */
    public Path file(ReportExport export) {
        return switch (export.definition().format()) {
            case CSV, JSONL -> rowsFile(export);
            case XLSX, PDF -> folder().resolve(export.fileName());
        };
    }

    /** What makes the finished file of the rows; empty: they are it. */
    public Optional<MakesFile> maker(ReportExport export, List<ReportColumn> columns) {
        return switch (export.definition().format()) {
            case CSV, JSONL -> Optional.empty();
            case XLSX -> Optional.of(workbook(export, columns));
            case PDF -> Optional.of(pdf.maker(export, file(export)));
        };
    }

    private MakesFile workbook(ReportExport export, List<ReportColumn> columns) {
        ZoneId zone = Objects.requireNonNull(export.definition().timeZone());
        try {
            return new XlsxFile(
                    rowsFile(export), columns, zone, export.definition().type().title(), file(export));
        } catch (IOException e) {
            throw new UncheckedIOException("The workbook of export " + export.id() + " cannot be begun", e);
        }
    }

    /** Deletes what is left when the file lies in the storage. */
    public void discard(ReportExport export) {
        try {
            Files.deleteIfExists(rowsFile(export));
            Files.deleteIfExists(file(export));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        try {
            return Files.createDirectories(settings.folder().resolve("work"));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of reports cannot be made", e);
        }
    }
}
