package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StageRows;
import dev.orgworks.domain.sis.Uploads;
import dev.orgworks.jobs.engine.RunSteps;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The first two steps: find out how the file is to be read, then keep its rows aside. */
@Component
class StageRoster {

    private final FindImports imports;
    private final Uploads uploads;
    private final StageRows rows;
    private final AdvanceImport advance;
    private final ReportProgress progress;

    StageRoster(FindImports imports, Uploads uploads, StageRows rows, AdvanceImport advance, ReportProgress progress) {
        this.imports = imports;
        this.uploads = uploads;
        this.rows = rows;
        this.advance = advance;
        this.progress = progress;
    }

    /** Encoding, delimiter and columns; refuses a file that cannot be understood, before anything is kept of it. */
    Step inspect(SisImport subject, RunSteps steps) {
        return steps.once("inspect", () -> {
            advance.enter(subject.id(), ImportState.STAGING);
            if (subject.facts() == null) {
                advance.inspected(subject.id(), uploads.inspect(subject));
            }
        });
    }

    /** Reads the file once; a batch of rows, their problems and the place behind them are one transaction. */
    Step stage(SisImport subject, RunSteps steps) {
        var reader = new RosterBatchReader(
                position -> uploads.read(imports.byId(subject.id()), position), uploads.chunkRows());
        return steps.each(
                "stage",
                reader,
                chunk -> chunk.forEach(batch -> {
                    rows.stage(subject.id(), batch.rows());
                    advance.staged(subject.id(), batch.lastRow(), batch.end().blankLines());
                    progress.progress(
                            subject.runId(),
                            ImportState.STAGING.name(),
                            batch.lastRow(),
                            estimatedRows(batch, subject.sizeBytes()));
                }));
    }

    /** The rows of the whole file, were the rest like what was read. */
    private static long estimatedRows(RosterBatchReader.Batch batch, long sizeBytes) {
        long read = Math.max(1, batch.end().byteOffset());
        return Math.max(batch.lastRow(), Math.round((double) batch.lastRow() * sizeBytes / read));
    }
}
