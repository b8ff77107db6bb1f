package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.FindRuns;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes that an import is to be undone. */
@Component
class NoteUndo {

    /** Whatever had been applied by then is in the journal. */
    static final Set<ImportState> UNDOABLE =
            EnumSet.of(ImportState.COMPLETED, ImportState.FAILED, ImportState.CANCELLED);

    private final JdbcClient jdbc;
    private final TurnImport turn;
    private final FindUndo undos;
    private final FindRuns runs;
    private final InstantSource clock;

    NoteUndo(JdbcClient jdbc, TurnImport turn, FindUndo undos, FindRuns runs, InstantSource clock) {
        this.jdbc = jdbc;
        this.turn = turn;
        this.undos = undos;
        this.runs = runs;
        this.clock = clock;
    }

    /** Refuses an import that cannot be undone now. An undo that failed or was cancelled may be asked for again. */
    void requireUndoable(SisImport subject) {
        boolean broken = subject.state() == ImportState.UNDOING
                && undos.of(subject.id())
                        .filter(undo -> isUnderWay(undo.runId()))
                        .isEmpty();
        if (!broken && !UNDOABLE.contains(subject.state())) {
            throw WaitingPlan.refusal(subject, UNDOABLE);
        }
        if (isUnderWay(subject.currentRunId())) {
            throw new ConflictException(
                    "JOB_UNDER_WAY",
                    "The import's job was restarted; abort the import first, or let it come to its end");
        }
    }

    private boolean isUnderWay(UUID runId) {
        return runs.find(runId).map(run -> !run.state().isFinished()).orElse(false);
    }

    /** The undo waits for its turn. */
    @Transactional(propagation = Propagation.MANDATORY)
    ImportUndo begun(Actor actor, SisImport subject, UUID runId) {
        jdbc.sql("""
                        insert into sis_undo (import_id, run_id, state_before, created_by, created_at)
                        values (:import, :run, :state, :by, :now)
                        on duplicate key update run_id = :run, created_by = :by, created_at = :now
                        """)
                .param("import", subject.id())
                .param("run", BinaryUuid.bytes(runId))
                .param("state", subject.state().name())
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (subject.state() != ImportState.UNDOING) {
            turn.turn(subject.id(), Set.of(subject.state()), ImportState.UNDOING);
        }
        return undos.of(subject.id()).orElseThrow();
    }
}
