package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.CheckPlan;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindUnits;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.RowRange;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.engine.DrawnItems;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The first steps for a plan that waited: does it still fit? */
@Component
class CheckRoster {

    private final FindImports imports;
    private final FindUnits units;
    private final CheckPlan check;
    private final AdvanceImport advance;
    private final ReportProgress progress;

    CheckRoster(FindImports imports, FindUnits units, CheckPlan check, AdvanceImport advance, ReportProgress progress) {
        this.imports = imports;
        this.units = units;
        this.check = check;
        this.advance = advance;
        this.progress = progress;
    }

    /** Every range; all of them once more when the step was broken off, since learners may have changed meanwhile. */
    Step check(UUID runId, long importId, RunSteps steps) {
        return steps.draw("check", () -> new Ranges(imports.byId(importId), units), steps.threads(), range -> {
            SisImport subject = imports.byId(importId);
            check.check(subject, range);
            progress.progress(
                    runId,
                    "CHECKING",
                    range.last(),
                    subject.counts().rows() + subject.counts().missing());
        });
    }

    Step passed(long importId, RunSteps steps) {
        return steps.once("passed", () -> advance.enter(importId, ImportState.APPLYING));
    }

    private static final class Ranges implements DrawnItems<RowRange> {

        private final Queue<RowRange> left;

        Ranges(SisImport subject, FindUnits units) {
            this.left = new ConcurrentLinkedQueue<>(units.ranges(subject));
        }

        @Override
        public @Nullable RowRange next() {
            return left.poll();
        }

        @Override
        public void close() {
            left.clear();
        }
    }
}
