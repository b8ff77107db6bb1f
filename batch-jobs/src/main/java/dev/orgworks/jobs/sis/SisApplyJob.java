package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.ApplyPlan;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartImport;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RunSteps;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/**
 * Applies a plan that waited for somebody's decision: check, apply, prove.
 *
 * <p>Reads {@code sis_stage}; writes {@code learner} and {@code sis_journal}, unless learners changed since the plan was made:
 * then it fails and has written nothing. Run again after a crash or a cancel it goes on behind what was committed.
 */
@Component
class SisApplyJob implements BatchJob {

    private final FindImports imports;
    private final AdvanceImport advance;
    private final CheckRoster check;
    private final ApplyRoster apply;

    SisApplyJob(FindImports imports, AdvanceImport advance, CheckRoster check, ApplyRoster apply) {
        this.imports = imports;
        this.advance = advance;
        this.check = check;
        this.apply = apply;
    }

    @Override
    public String type() {
        return ApplyPlan.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        SisImport subject = imports.byId(run.number(StartImport.IMPORT_ID));
        advance.resume(subject.id());
        return steps.job(
                check.check(run.id(), subject.id(), steps),
                check.passed(subject.id(), steps),
                apply.moves("moves", subject.id(), steps),
                apply.apply(run.id(), subject.id(), steps),
                apply.moves("lateMoves", subject.id(), steps),
                apply.prove(run.id(), subject.id(), steps));
    }
}
