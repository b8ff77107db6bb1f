package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.ApplyImport;
import dev.orgworks.domain.sis.CountImport;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.ImportCounts;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.engine.RunSteps;
import dev.orgworks.jobs.engine.SequenceReader;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The last two steps: carry the plan out, and prove that it was carried out. */
@Component
class ApplyRoster {

    /** Rows applied in one transaction. */
    private static final int APPLIED = 2_000;

    private final FindImports imports;
    private final ApplyImport apply;
    private final CountImport count;
    private final AdvanceImport advance;
    private final ReportProgress progress;

    ApplyRoster(
            FindImports imports, ApplyImport apply, CountImport count, AdvanceImport advance, ReportProgress progress) {
        this.imports = imports;
        this.apply = apply;
        this.count = count;
        this.advance = advance;
        this.progress = progress;
    }

    /** Logins that go from one learner to another first, all at once; then the ranges. */
    Step apply(SisImport subject, RunSteps steps) {
        var units = new SequenceReader<>(
                () -> Unit.of(imports.byId(subject.id()).counts().rows(), APPLIED));
        return steps.each("apply", units, chunk -> chunk.forEach(unit -> run(unit, imports.byId(subject.id()))));
    }

    void run(Unit unit, SisImport subject) {
        int absent = subject.absentFields();
        long rows = subject.counts().rows();
        switch (unit.part()) {
            case FIRST -> {
                advance.enter(subject.id(), ImportState.APPLYING);
                apply.moveLogins(subject, absent, unit.range());
                progress.progress(subject.runId(), ImportState.APPLYING.name(), 0, rows);
            }
            case RANGE -> {
                apply.apply(subject, absent, unit.range());
                progress.progress(
                        subject.runId(),
                        ImportState.APPLYING.name(),
                        unit.range().last(),
                        rows);
            }
            case LAST -> {
                // rows that were planned again while the ranges were applied, and came to need another row's login
                apply.moveLogins(subject, absent, unit.range());
                count.count(subject.id());
            }
        }
    }

    /** Fails the job when learners, journal and plan do not agree; its outcome is the counts. */
    Step prove(SisImport subject, RunSteps steps) {
        return steps.once("prove", () -> {
            ImportCounts counts = count.count(subject.id());
            count.prove(subject, counts);
            progress.outcome(subject.runId(), counts.asMap());
        });
    }
}
