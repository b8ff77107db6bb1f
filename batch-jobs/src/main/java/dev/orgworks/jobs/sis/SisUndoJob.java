package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.sis.StartImport;
import dev.orgworks.domain.sis.StartUndo;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RunSteps;
import org.springframework.batch.core.job.Job;
import org.springframework.stereotype.Component;

/**
 * Takes back what an import wrote: compare logins, undo, prove.
 *
 * <p>Reads {@code sis_journal}; writes {@code learner}, {@code sis_undo_move}, {@code sis_undo_kept} and, in the journal,
 * which rows were undone. Run again after a crash or a cancel it goes on behind what was committed; run anew for the same
 * import it passes over what was undone or kept.
 */
@Component
class SisUndoJob implements BatchJob {

    private final UndoRoster undo;
    private final CheckUndo check;

    SisUndoJob(UndoRoster undo, CheckUndo check) {
        this.undo = undo;
        this.check = check;
    }

    @Override
    public String type() {
        return StartUndo.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        long importId = run.number(StartImport.IMPORT_ID);
        return steps.job(
                undo.wanted(run.id(), importId, steps),
                undo.given(run.id(), importId, steps),
                undo.moves(importId, steps),
                undo.undo(run.id(), importId, steps),
                check.prove(run.id(), importId, steps),
                check.count(run.id(), importId, steps));
    }
}
