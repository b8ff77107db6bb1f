package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets a plan that waits be applied: after a dry run, or approved where the guard held it. A job of its own does it. */
@Component
public class ApplyPlan {

    /** The job's name. */
    public static final String JOB = "sisApply";

    /** What the caller says yes to. */
    public enum Consent {
        /** He approves of what the guard held. */
        TO_HELD(ImportState.HELD),
        /** He wants the dry run applied, unless the guard objects. */
        TO_DRY_RUN(ImportState.PLANNED),
        /** He wants the dry run applied, and approves of what the guard objects to. */
        TO_DRY_RUN_AND_GUARD(ImportState.PLANNED);

        private final ImportState from;

        Consent(ImportState from) {
            this.from = from;
        }
    }

    private final JdbcClient jdbc;
    private final CheckPlan check;
    private final WaitingPlan waiting;
    private final EnqueueRun enqueue;
    private final TransactionTemplate transaction;

    ApplyPlan(
            JdbcClient jdbc,
            CheckPlan check,
            WaitingPlan waiting,
            EnqueueRun enqueue,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.check = check;
        this.waiting = waiting;
        this.enqueue = enqueue;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Checks that the plan fits the learners, and enqueues the job that applies it. The job checks once more.
     *
     * @throws ConflictException {@code ONLY_HELD} or {@code ONLY_PLANNED} when the import does not wait in the way that the
     *     caller says; {@code GUARD_HOLDS} when a dry run needs an approval too; {@code PLAN_STALE} when learners changed
     */
    public void apply(Actor actor, SisImport subject, Consent consent) {
        if (subject.state() != consent.from) {
            throw WaitingPlan.refusal(subject, Set.of(consent.from));
        }
        GuardFacts guard = subject.guard();
        if (consent == Consent.TO_DRY_RUN && guard != null && guard.holds()) {
            throw new ConflictException(
                    "GUARD_HOLDS",
                    String.join(" ", guard.reasons()) + " Say approve=true to apply the plan nevertheless");
        }
        // before the transaction: a plan of millions of rows takes its time, during which nothing is locked
        check.check(subject);
        transaction.executeWithoutResult(status -> {
            waiting.decide(
                    actor,
                    subject,
                    new WaitingPlan.Decision("import.approved", Set.of(consent.from), ImportState.APPROVED, null));
            UUID runId = enqueue.enqueue(
                    actor, StartImport.run(JOB, subject.organizationId(), subject.id(), subject.sizeBytes()));
            jdbc.sql("update sis_import set apply_run_id = :run where id = :import")
                    .param("run", BinaryUuid.bytes(runId))
                    .param("import", subject.id())
                    .update();
        });
    }
}
