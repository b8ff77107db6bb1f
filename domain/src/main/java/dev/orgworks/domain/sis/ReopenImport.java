package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunEnqueued;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Refuses to let a job go on with an import that was taken back, or of which something it reads is no longer kept. */
@Component
class ReopenImport {

    private final JdbcClient jdbc;
    private final FindRuns runs;
    private final FindRemains remains;

    ReopenImport(JdbcClient jdbc, FindRuns runs, FindRemains remains) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.remains = remains;
    }

    /**
     * Called in the transaction that puts a run into the queue, for the first time or again.
     *
     * @throws ConflictException when the import was undone, or is being undone
     * @throws GoneException when its upload or its staged rows were cleared
     */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void enqueued(RunEnqueued enqueued) {
        JobRun run = runs.find(enqueued.runId()).orElseThrow();
        if (!run.type().equals(StartImport.JOB) && !run.type().equals(ApplyPlan.JOB)) {
            return;
        }
        long importId = run.number(StartImport.IMPORT_ID);
        Optional<ImportState> state = jdbc.sql(
                        "select state from sis_import where id = :import and :run in (run_id, apply_run_id) for update")
                .param("import", importId)
                .param("run", BinaryUuid.bytes(run.id()))
                .query(String.class)
                .optional()
                .map(ImportState::valueOf);
        if (state.isEmpty()) {
            return;
        }
        if (state.get() == ImportState.UNDOING || state.get() == ImportState.UNDONE) {
            throw new ConflictException(
                    "UNDONE", "The import is " + state.get() + "; upload the file again instead of going on with it");
        }
        Remains left = remains.of(importId);
        left.needUpload();
        left.needStaging();
    }
}
