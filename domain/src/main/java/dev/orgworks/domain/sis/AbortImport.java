package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunState;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ends an import before it comes to its end. What was applied by then stays applied, and in the journal. */
@Component
public class AbortImport {

    private final WaitingPlan waiting;
    private final CancelRun cancel;
    private final FindRuns runs;
    private final RecordAudit audit;

    AbortImport(WaitingPlan waiting, CancelRun cancel, FindRuns runs, RecordAudit audit) {
        this.waiting = waiting;
        this.cancel = cancel;
        this.runs = runs;
        this.audit = audit;
    }

    /**
     * One that waits is cancelled at once, as is one whose job is queued; a running one stops at the next edge of a chunk, and
     * only then is it cancelled. Asking twice changes nothing more.
     *
     * @throws ConflictException {@code ALREADY_FINISHED} when it came to its end
     */
    @Transactional
    public void abort(Actor actor, SisImport subject) {
        if (subject.state().waits()) {
            waiting.decide(
                    actor,
                    subject,
                    new WaitingPlan.Decision("import.aborted", Set.of(subject.state()), ImportState.CANCELLED, null));
            return;
        }
        if (subject.state().isFinished()) {
            throw new ConflictException(
                    "ALREADY_FINISHED", "The import is " + subject.state() + " and cannot be aborted any more");
        }
        JobRun run = runs.find(subject.currentRunId()).orElseThrow();
        if (run.state() == RunState.CANCELLING) {
            return;
        }
        cancel.cancel(actor, run);
        audit.record(
                actor,
                new AuditEntry(
                        subject.organizationId(),
                        "import.aborted",
                        "import",
                        subject.id(),
                        Map.of("state", subject.state()),
                        null));
    }
}
