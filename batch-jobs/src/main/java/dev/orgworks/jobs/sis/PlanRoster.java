package dev.orgworks.jobs.sis;

import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindMissing;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.PlanImport;
import dev.orgworks.domain.sis.SettleRepeats;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.engine.PageReader;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.List;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The steps between: who is missing, rows that depend on others, and what the plan comes to. */
@Component
class PlanRoster {

    private final FindImports imports;
    private final FindMissing missing;
    private final SettleRepeats repeats;
    private final PlanImport plan;
    private final AdvanceImport advance;

    PlanRoster(
            FindImports imports, FindMissing missing, SettleRepeats repeats, PlanImport plan, AdvanceImport advance) {
        this.imports = imports;
        this.missing = missing;
        this.repeats = repeats;
        this.plan = plan;
        this.advance = advance;
    }

    Step begin(SisImport subject, RunSteps steps) {
        return steps.once("plan", () -> advance.enter(subject.id(), ImportState.PLANNING));
    }

    /** Learners whom a full roster does not name. */
    Step missing(SisImport subject, RunSteps steps) {
        return steps.pages(
                "missing",
                after -> page(missing.candidates(subject, after)),
                learners -> missing.stage(imports.byId(subject.id()), learners));
    }

    Step repeatedIds(SisImport subject, RunSteps steps) {
        return steps.pages(
                "repeatedIds",
                after -> page(repeats.idGroups(subject, after)),
                groups -> repeats.ids(imports.byId(subject.id()), groups));
    }

    Step repeatedLogins(SisImport subject, RunSteps steps) {
        return steps.pages(
                "repeatedLogins",
                after -> page(repeats.loginGroups(subject, after)),
                groups -> repeats.logins(imports.byId(subject.id()), groups));
    }

    /** Who gets a login, the counts, the guard; from here the import is applied, or waits. */
    Step settle(SisImport subject, RunSteps steps) {
        return steps.once("settle", () -> plan.plan(imports.byId(subject.id())));
    }

    private static PageReader.Page<Long> page(List<Long> keys) {
        return new PageReader.Page<>(keys, keys.isEmpty() ? 0 : keys.get(keys.size() - 1));
    }
}
