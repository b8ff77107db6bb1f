package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.CompareLogins;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindUndo;
import dev.orgworks.domain.sis.RowRange;
import dev.orgworks.domain.sis.UndoImport;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.List;
import java.util.UUID;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The steps that take an import back. Logins that go from one learner to another do so in one transaction, the rest range by range. */
@Component
class UndoRoster {

    private final FindImports imports;
    private final FindUndo undos;
    private final CompareLogins logins;
    private final UndoImport undo;
    private final ReportProgress progress;

    UndoRoster(FindImports imports, FindUndo undos, CompareLogins logins, UndoImport undo, ReportProgress progress) {
        this.imports = imports;
        this.undos = undos;
        this.logins = logins;
        this.undo = undo;
        this.progress = progress;
    }

    /** Rows that want a login which somebody has. */
    Step wanted(UUID runId, long importId, RunSteps steps) {
        return steps.spread("wantedLogins", () -> JournalPart.of(undos.ranges(importId)), steps.threads(), part -> {
            logins.wanted(imports.byId(importId), part.range());
            part.report(progress, runId, "COMPARING");
        });
    }

    /** The rows of those who have these logins. */
    Step given(UUID runId, long importId, RunSteps steps) {
        return steps.spread("givenLogins", () -> JournalPart.of(moving(importId)), steps.threads(), part -> {
            logins.given(imports.byId(importId), part.range());
            part.report(progress, runId, "COMPARING_AGAIN");
        });
    }

    private List<RowRange> moving(long importId) {
        return logins.any(importId) ? undos.ranges(importId) : List.of();
    }

    Step moves(long importId, RunSteps steps) {
        return steps.once("moves", () -> undo.moveLogins(imports.byId(importId)));
    }

    Step undo(UUID runId, long importId, RunSteps steps) {
        return steps.spread("undo", () -> JournalPart.of(undos.ranges(importId)), steps.threads(), part -> {
            undo.undo(imports.byId(importId), part.range());
            part.report(progress, runId, "UNDOING");
        });
    }
}
