package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerIds;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes the plan of an import whose rows are all staged: what it comes to, and whether it may be carried out at once. */
@Component
public class PlanImport {

    private final SettleLogins logins;
    private final CountImport count;
    private final GuardImport guard;
    private final LearnerIds ids;
    private final KeepPlan keep;

    PlanImport(SettleLogins logins, CountImport count, GuardImport guard, LearnerIds ids, KeepPlan keep) {
        this.logins = logins;
        this.count = count;
        this.guard = guard;
        this.ids = ids;
        this.keep = keep;
    }

    /** Settles the logins, counts the rows, measures the plan, draws the new learners' ids, and says how it goes on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void plan(SisImport subject) {
        logins.settle(subject.id());
        ImportCounts counts = count.count(subject);
        GuardFacts facts = guard.measure(subject, counts);
        ImportState next = subject.options().dryRun()
                ? ImportState.PLANNED
                : facts.holds() ? ImportState.HELD : ImportState.APPLYING;
        Long firstLearner = counts.created() == 0 ? null : ids.draw(counts.rows()) - 1;
        keep.keep(subject.id(), next, facts, firstLearner);
    }
}
