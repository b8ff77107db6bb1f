package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartImport;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RunSteps;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/**
 * Brings an organization's learners to an uploaded roster: stage, plan, apply, prove.
 *
 * <p>Reads the upload from the uploads folder; writes {@code sis_stage}, {@code sis_unit}, {@code sis_contest},
 * {@code sis_problem}, {@code learner} and {@code sis_journal}. Run again after a crash or a cancel it goes on behind what
 * was committed; run as a new import of the same file it finds every row unchanged and writes no learner.
 */
@Component
class SisImportJob implements BatchJob {

    private final FindImports imports;
    private final AdvanceImport advance;
    private final StageRoster stage;
    private final PlanRoster plan;
    private final ApplyRoster apply;

    SisImportJob(FindImports imports, AdvanceImport advance, StageRoster stage, PlanRoster plan, ApplyRoster apply) {
        this.imports = imports;
        this.advance = advance;
        this.stage = stage;
        this.plan = plan;
        this.apply = apply;
    }

    @Override
    public String type() {
        return StartImport.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        SisImport subject = imports.byId(run.number(StartImport.IMPORT_ID));
        advance.resume(subject.id());
        return steps.job(
                stage.begin(subject, steps),
                stage.stage(subject, steps),
                plan.begin(subject, steps),
                plan.missing(subject, steps),
                plan.repeatedIds(subject, steps),
                plan.repeatedLogins(subject, steps),
                plan.settle(subject, steps),
                apply.moves("moves", subject.id(), steps),
                apply.apply(run.id(), subject.id(), steps),
                // rows that were decided again while the ranges were applied, and came to need another row's login
                apply.moves("lateMoves", subject.id(), steps),
                apply.prove(run.id(), subject.id(), steps));
    }
}
