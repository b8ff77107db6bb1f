package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.ApplyImport;
import dev.orgworks.domain.sis.CountImport;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindUnits;
import dev.orgworks.domain.sis.ImportCounts;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.RowRange;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.List;
import java.util.UUID;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The last steps: carry the plan out, and prove that it was carried out. They do nothing for a plan that waits. */
@Component
class ApplyRoster {

    private final FindImports imports;
    private final FindUnits units;
    private final ApplyImport apply;
    private final CountImport count;
    private final ReportProgress progress;

    ApplyRoster(FindImports imports, FindUnits units, ApplyImport apply, CountImport count, ReportProgress progress) {
        this.imports = imports;
        this.units = units;
        this.apply = apply;
        this.count = count;
        this.progress = progress;
    }

    /** Logins that go from one learner to another, all at once. */
    Step moves(String name, long importId, RunSteps steps) {
        return steps.once(name, () -> {
            SisImport subject = imports.byId(importId);
            if (subject.state() == ImportState.APPLYING) {
                apply.moveLogins(subject);
            }
        });
    }

    /** The other rows, range by range. */
    Step apply(UUID runId, long importId, RunSteps steps) {
        return steps.spread("apply", () -> ranges(importId), steps.threads(), range -> {
            SisImport subject = imports.byId(importId);
            apply.apply(subject, range);
            progress.progress(
                    runId,
                    ImportState.APPLYING.name(),
                    range.last(),
                    subject.counts().rows() + subject.counts().missing());
        });
    }

    private List<RowRange> ranges(long importId) {
        SisImport subject = imports.byId(importId);
        return subject.state() == ImportState.APPLYING ? units.ranges(subject) : List.of();
    }

    /** Fails the job when upload, plan, journal and learners do not agree; its outcome is the counts. */
    Step prove(UUID runId, long importId, RunSteps steps) {
        return steps.once("prove", () -> {
            SisImport subject = imports.byId(importId);
            ImportCounts counts = subject.counts();
            if (subject.state() == ImportState.APPLYING) {
                counts = count.count(subject);
                count.prove(imports.byId(importId), counts);
            } else if (!waited(subject)) {
                throw new IllegalStateException(
                        "Import %d came to its end while it was %s".formatted(importId, subject.state()));
            }
            long total = counts.rows() + counts.missing();
            progress.progress(runId, subject.state().name(), total, total);
            progress.outcome(runId, counts.asMap());
        });
    }

    /** Whether its plan waits, or waited: somebody may have decided about it since the step that made it. */
    private static boolean waited(SisImport subject) {
        return subject.state().waits() || subject.decision() != null;
    }
}
