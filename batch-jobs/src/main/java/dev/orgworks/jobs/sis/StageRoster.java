package dev.orgworks.jobs.sis;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.FeedRoster;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.RosterFeed;
import dev.orgworks.domain.sis.RosterFile;
import dev.orgworks.domain.sis.RosterUnit;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StageRows;
import dev.orgworks.domain.sis.StageRows.Staging;
import dev.orgworks.jobs.engine.DrawnItems;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** The first steps: one thread reads the file, several find out what its rows do and keep that aside. */
@Component
class StageRoster {

    private final FindImports imports;
    private final FeedRoster feed;
    private final StageRows rows;
    private final AdvanceImport advance;
    private final ReportProgress progress;

    StageRoster(FindImports imports, FeedRoster feed, StageRows rows, AdvanceImport advance, ReportProgress progress) {
        this.imports = imports;
        this.feed = feed;
        this.rows = rows;
        this.advance = advance;
        this.progress = progress;
    }

    Step begin(SisImport subject, RunSteps steps) {
        return steps.once("begin", () -> {
            advance.enter(subject.id(), ImportState.STAGING);
            progress.progress(subject.runId(), ImportState.STAGING.name(), 0, null);
        });
    }

    /** Rows, their problems and the unit that they are in are one transaction; a unit that is there is not staged again. */
    Step stage(SisImport subject, RunSteps steps) {
        return steps.draw("stage", () -> open(imports.byId(subject.id())), steps.threads(), unit -> {
            rows.stage(unit.staging, unit.rows);
            progress.progress(subject.runId(), ImportState.STAGING.name(), unit.rows.lastRow(), unit.estimatedRows());
        });
    }

    private Units open(SisImport subject) {
        return new Units(rows.begin(subject), feed.open(subject));
    }

    /** A unit, with what holds for all of them. */
    private record Unit(Staging staging, RosterUnit rows) {

        /** The rows of the whole file, were the rest like what was read. */
        long estimatedRows() {
            RosterFile facts = Objects.requireNonNull(staging.subject().facts());
            long read = Math.max(1, rows.end().byteOffset());
            return Math.max(rows.lastRow(), Math.round((double) rows.lastRow() * facts.bytes() / read));
        }
    }

    private record Units(Staging staging, RosterFeed feed) implements DrawnItems<Unit> {

        @Override
        public @Nullable Unit next() throws Exception {
            RosterUnit next = feed.next();
            return next == null ? null : new Unit(staging, next);
        }

        @Override
        public void close() {
            feed.close();
        }
    }
}
