package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.EnqueueRun;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Begins to take back what an import wrote. */
@Component
public class StartUndo {

    /** The job's name. */
    public static final String JOB = "sisUndo";

    private final FindRemains remains;
    private final LockImport lock;
    private final NoteUndo note;
    private final EnqueueRun enqueue;
    private final RecordAudit audit;

    StartUndo(FindRemains remains, LockImport lock, NoteUndo note, EnqueueRun enqueue, RecordAudit audit) {
        this.remains = remains;
        this.lock = lock;
        this.note = note;
        this.enqueue = enqueue;
        this.audit = audit;
    }

    /**
     * Enqueues the undo; it takes turns with the organization's imports. An undo that failed or was cancelled goes on.
     *
     * @throws NotFoundException when the organization has no such import
     * @throws ConflictException when the import has not ended, or was undone
     * @throws GoneException when what it had replaced is no longer known
     */
    @Transactional
    public ImportUndo start(Actor actor, long organizationId, long importId) {
        SisImport subject = lock.lock(organizationId, importId);
        note.requireUndoable(subject);
        remains.of(importId).needJournal();
        UUID runId = enqueue.enqueue(actor, StartImport.run(JOB, organizationId, importId, subject.sizeBytes()));
        ImportUndo undo = note.begun(actor, subject, runId);
        audit.record(
                actor,
                new AuditEntry(
                        organizationId,
                        "import.undo",
                        "import",
                        importId,
                        Map.of("state", subject.state()),
                        Map.of("state", ImportState.UNDOING)));
        return undo;
    }
}
