package dev.orgworks.api.sis;

import dev.orgworks.api.jobs.JobView;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.sis.FindRemains;
import dev.orgworks.domain.sis.FindUndo;
import dev.orgworks.domain.sis.PlacedProblem;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.users.Caller;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the API shows of an import. */
@Component
class ShowImport {

    private final FindRuns runs;
    private final FindUndo undos;
    private final FindRemains remains;

    ShowImport(FindRuns runs, FindUndo undos, FindRemains remains) {
        this.runs = runs;
        this.undos = undos;
        this.remains = remains;
    }

    /** @param problems the first problems of its rows; null in lists */
    ImportView show(SisImport subject, @Nullable List<PlacedProblem> problems) {
        return ImportView.of(
                subject,
                error(subject.currentRunId()),
                problems,
                undos.of(subject.id())
                        .map(undo -> ImportView.Undo.of(undo, error(undo.runId())))
                        .orElse(null),
                remains.of(subject.id()));
    }

    /** A job of an import, as the API of jobs shows it. */
    JobView job(UUID runId, Caller caller) {
        JobRun run = runs.byId(runId, caller.reach());
        return JobView.of(run, run.createdAt());
    }

    private @Nullable String error(UUID runId) {
        return runs.find(runId).map(JobRun::error).orElse(null);
    }
}
