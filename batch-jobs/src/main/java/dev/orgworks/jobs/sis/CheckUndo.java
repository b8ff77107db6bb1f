package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindUndo;
import dev.orgworks.domain.sis.ImportUndo;
import dev.orgworks.domain.sis.ProveUndo;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.Map;
import java.util.UUID;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The last steps of an undo: fail it when journal and learners do not agree, and tell what it did. */
@Component
class CheckUndo {

    private final FindImports imports;
    private final FindUndo undos;
    private final ProveUndo prove;
    private final ReportProgress progress;

    CheckUndo(FindImports imports, FindUndo undos, ProveUndo prove, ReportProgress progress) {
        this.imports = imports;
        this.undos = undos;
        this.prove = prove;
        this.progress = progress;
    }

    Step prove(UUID runId, long importId, RunSteps steps) {
        return steps.spread("prove", () -> JournalPart.of(undos.ranges(importId)), steps.threads(), part -> {
            prove.prove(imports.byId(importId), part.range());
            part.report(progress, runId, "PROVING");
        });
    }

    Step count(UUID runId, long importId, RunSteps steps) {
        return steps.once("count", () -> {
            ImportUndo.Counts counts = prove.count(imports.byId(importId));
            long all = counts.restored() + counts.deleted() + counts.kept();
            progress.progress(runId, "UNDONE", all, all);
            progress.outcome(
                    runId, Map.of("restored", counts.restored(), "deleted", counts.deleted(), "kept", counts.kept()));
        });
    }
}
