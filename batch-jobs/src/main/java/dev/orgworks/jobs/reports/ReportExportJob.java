package dev.orgworks.jobs.reports;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.reports.AdvanceExport;
import dev.orgworks.domain.reports.FinishExport;
import dev.orgworks.domain.reports.MakeExport;
import dev.orgworks.domain.reports.ReportExport;
import dev.orgworks.domain.reports.ReportSources;
import dev.orgworks.domain.reports.RequestExport;
import dev.orgworks.domain.reports.StoredFile;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RunSteps;
import dev.orgworks.jobs.engine.SequenceReader;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Makes the file of an export: reads the rows and writes them, makes the file of them where its format needs more than that, and
 * brings it into the storage.
 *
 * <p>Reads what the report is about, as of one moment; writes {@code report_export}, a working file and the storage. A run that
 * was stopped goes on behind the last page, if nothing that was written has changed since; a run that has completed cannot run
 * again.
 */
@Component
class ReportExportJob implements BatchJob {

    private final ReportSources sources;
    private final MakeExport make;
    private final AdvanceExport advance;
    private final FinishExport finish;
    private final ReportProgress progress;

    ReportExportJob(
            ReportSources sources,
            MakeExport make,
            AdvanceExport advance,
            FinishExport finish,
            ReportProgress progress) {
        this.sources = sources;
        this.make = make;
        this.advance = advance;
        this.finish = finish;
        this.progress = progress;
    }

    @Override
    public String type() {
        return RequestExport.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        Supplier<ReportExport> export = () -> advance.export(run.id());
        return steps.job(
                steps.once("begin", () -> advance.begin(run.id())),
                rows(export, steps),
                file(run, export, steps),
                store(run, export, steps));
    }

    private Step rows(Supplier<ReportExport> export, RunSteps steps) {
        ExportRows rows = new ExportRows(export, sources, make, advance, progress);
        return steps.each("rows", rows, rows);
    }

    private Step file(JobRun run, Supplier<ReportExport> export, RunSteps steps) {
        MakingReader making = new MakingReader(() -> {
            ReportExport wanted = export.get();
            return make.maker(wanted, sources.columns(wanted.definition()));
        });
        return steps.each("file", making, chunk -> {
            for (Long rows : chunk) {
                progress.progress(run.id(), "file", rows, export.get().rows());
            }
        });
    }

    private Step store(JobRun run, Supplier<ReportExport> export, RunSteps steps) {
        SequenceReader<StoredFile> stored = new SequenceReader<>(() -> List.of(finish.store(export.get())));
        return steps.each("store", stored, chunk -> {
            for (StoredFile file : chunk) {
                progress.outcome(run.id(), finish.complete(export.get(), file));
            }
        });
    }
}
