package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.CountImport;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.PlanImport;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.engine.RunSteps;
import dev.orgworks.jobs.engine.SequenceReader;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The step between: every staged row gets its action. */
@Component
class PlanRoster {

    /** Rows compared in one transaction. */
    private static final int COMPARED = 20_000;

    private final FindImports imports;
    private final PlanImport plan;
    private final CountImport count;
    private final AdvanceImport advance;
    private final ReportProgress progress;

    PlanRoster(
            FindImports imports, PlanImport plan, CountImport count, AdvanceImport advance, ReportProgress progress) {
        this.imports = imports;
        this.plan = plan;
        this.count = count;
        this.advance = advance;
        this.progress = progress;
    }

    /** Contradictions inside the file first, then the comparison range by range, then logins across learners. */
    Step plan(SisImport subject, RunSteps steps) {
        var units = new SequenceReader<>(
                () -> Unit.of(imports.byId(subject.id()).counts().rows(), COMPARED));
        return steps.each("plan", units, chunk -> chunk.forEach(unit -> run(unit, imports.byId(subject.id()))));
    }

    void run(Unit unit, SisImport subject) {
        int absent = subject.absentFields();
        long rows = subject.counts().rows();
        switch (unit.part()) {
            case FIRST -> {
                advance.enter(subject.id(), ImportState.PLANNING);
                plan.settleRepeatedIds(subject.id());
                plan.rejectRepeatedLogins(subject.id());
                progress.progress(subject.runId(), ImportState.PLANNING.name(), 0, rows);
            }
            case RANGE -> {
                plan.compare(subject, absent, unit.range());
                progress.progress(
                        subject.runId(),
                        ImportState.PLANNING.name(),
                        unit.range().last(),
                        rows);
            }
            case LAST -> {
                plan.settleLogins(subject, absent);
                count.count(subject.id());
            }
        }
    }
}
