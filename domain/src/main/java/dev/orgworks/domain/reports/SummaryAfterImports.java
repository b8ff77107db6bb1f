package dev.orgworks.domain.reports;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunFinished;
import dev.orgworks.domain.sis.ApplyPlan;
import dev.orgworks.domain.sis.StartImport;
import dev.orgworks.domain.sis.StartUndo;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Has an organization counted anew when an import, or the undoing of one, came to its end; the first time is the schedule's. */
@Component
class SummaryAfterImports {

    private static final Set<String> IMPORTS = Set.of(StartImport.JOB, ApplyPlan.JOB, StartUndo.JOB);

    private final JdbcClient jdbc;
    private final FindRuns runs;
    private final EnqueueSummary enqueue;

    SummaryAfterImports(JdbcClient jdbc, FindRuns runs, EnqueueSummary enqueue) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.enqueue = enqueue;
    }

    /** However it ended: one that failed may have written much before it did. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void finished(RunFinished finished) {
        if (!IMPORTS.contains(finished.type())) {
            return;
        }
        Long organization =
                runs.find(finished.runId()).map(JobRun::organizationId).orElse(null);
        if (organization != null && isRolledUp(organization)) {
            enqueue.enqueue(Actor.job(EnqueueSummary.JOB), organization);
        }
    }

    private boolean isRolledUp(long organizationId) {
        return jdbc.sql("""
                        select 1 from organization o join summary_state s on s.organization_id = o.id
                        where o.id = :organization and o.deleted_at is null
                        """)
                .param("organization", organizationId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
