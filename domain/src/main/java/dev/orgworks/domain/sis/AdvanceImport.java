package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.RunFinished;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes where an import stands. */
@Component
public class AdvanceImport {

    private final FindImports imports;
    private final TurnImport turn;
    private final RecordAudit audit;

    AdvanceImport(FindImports imports, TurnImport turn, RecordAudit audit) {
        this.imports = imports;
        this.turn = turn;
        this.audit = audit;
    }

    /**
     * A run of the import begins, or goes on after a crash, a failure or a cancel: what was said of the import's end holds no
     * more, and it stands where it stood.
     */
    @Transactional
    public void resume(long importId) {
        turn.back(importId);
    }

    /** The import enters a phase. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enter(long importId, ImportState state) {
        Set<ImportState> before = EnumSet.allOf(ImportState.class);
        before.removeIf(candidate -> candidate.isFinished() || !candidate.mayBecome(state));
        if (!turn.turn(importId, before, state)) {
            throw new IllegalStateException("Import %d is %s and cannot become %s"
                    .formatted(importId, imports.byId(importId).state(), state));
        }
    }

    /**
     * A run of the import ended. If the plan waits, or somebody decided about it while the run that made it was still coming to
     * its end, that stands.
     */
    @EventListener(
            condition = "#finished.type() == T(dev.orgworks.domain.sis.StartImport).JOB"
                    + " or #finished.type() == T(dev.orgworks.domain.sis.ApplyPlan).JOB")
    @Transactional(propagation = Propagation.MANDATORY)
    void finished(RunFinished finished) {
        SisImport before = imports.byRun(finished.runId());
        if (!before.currentRunId().equals(finished.runId())) {
            return;
        }
        ImportState end = ImportState.valueOf(finished.state().name());
        boolean turned = end == ImportState.COMPLETED
                ? turn.turn(before.id(), EnumSet.of(ImportState.APPLYING), end)
                : turn.turn(before.id(), ImportState.underWay(), end);
        SisImport after = turned ? imports.byId(before.id()) : before;
        if (turned || before.state().waits()) {
            audit.record(
                    Actor.job(finished.type()),
                    new AuditEntry(
                            before.organizationId(),
                            "import." + after.state().name().toLowerCase(Locale.ROOT),
                            "import",
                            before.id(),
                            null,
                            before.counts()));
        }
    }
}
