package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunFinished;
import dev.orgworks.domain.jobs.RunState;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes how the run of an undo ended. One that failed or was cancelled leaves the import UNDOING: it can go on. */
@Component
class FinishUndo {

    private final JdbcClient jdbc;
    private final TurnImport turn;
    private final FindUndo undos;
    private final FindRuns runs;
    private final RecordAudit audit;

    FinishUndo(JdbcClient jdbc, TurnImport turn, FindUndo undos, FindRuns runs, RecordAudit audit) {
        this.jdbc = jdbc;
        this.turn = turn;
        this.undos = undos;
        this.runs = runs;
        this.audit = audit;
    }

    @EventListener(condition = "#finished.type() == T(dev.orgworks.domain.sis.StartUndo).JOB")
    @Transactional(propagation = Propagation.MANDATORY)
    void finished(RunFinished finished) {
        JobRun run = runs.find(finished.runId()).orElseThrow();
        long importId = run.number(StartImport.IMPORT_ID);
        boolean undone = finished.state() == RunState.COMPLETED
                && turn.turn(importId, Set.of(ImportState.UNDOING), ImportState.UNDONE);
        if (undone) {
            jdbc.sql("""
                            update sis_undo u join sis_import i on i.id = u.import_id set u.finished_at = i.finished_at
                            where u.import_id = :import
                            """).param("import", importId).update();
        }
        audit.record(
                Actor.job(finished.type()),
                new AuditEntry(
                        run.organizationId(),
                        undone
                                ? "import.undone"
                                : "import.undo." + finished.state().name().toLowerCase(Locale.ROOT),
                        "import",
                        importId,
                        null,
                        undos.of(importId).map(ImportUndo::counts).orElse(null)));
    }
}
