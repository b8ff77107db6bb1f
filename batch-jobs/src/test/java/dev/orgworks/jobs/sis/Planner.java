package dev.orgworks.jobs.sis;

import dev.orgworks.domain.sis.ApplyPlan;
import dev.orgworks.domain.sis.ApplyPlan.Consent;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindPlan;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportOptions.Mode;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import dev.orgworks.domain.sis.PlannedRow;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.Worker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes plans, reads them, lets them be applied. */
@Component
class Planner {

    static final ImportOptions DRY = new ImportOptions(Mode.UPSERT, true, OnMissing.KEEP, null, null, false, null);

    private final Registrar registrar;
    private final Worker worker;
    private final FindImports imports;
    private final FindPlan plan;
    private final ApplyPlan apply;

    Planner(Registrar registrar, Worker worker, FindImports imports, FindPlan plan, ApplyPlan apply) {
        this.registrar = registrar;
        this.worker = worker;
        this.imports = imports;
        this.plan = plan;
        this.apply = apply;
    }

    /** Only what becomes of the learners whom a full roster does not name is asked for; the guard's limits are the settings. */
    static ImportOptions full(OnMissing onMissing) {
        return new ImportOptions(Mode.FULL, false, onMissing, null, null, false, null);
    }

    /** The same, beyond limits of its own held. */
    static ImportOptions guarded(ImportOptions options, int percent, long count) {
        return new ImportOptions(
                options.mode(),
                options.dryRun(),
                options.onMissing(),
                percent,
                count,
                options.overrideManualEdits(),
                null);
    }

    /** Uploads these rows below {@link Registrar#HEADER} and carries the import out, as far as it goes. */
    SisImport imports(long organization, ImportOptions options, String... rows) {
        return imports(
                organization,
                options,
                (Registrar.HEADER + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    SisImport imports(long organization, ImportOptions options, byte[] csv) {
        SisImport subject = registrar.upload(organization, csv, options);
        worker.execute(subject.runId());
        return again(subject);
    }

    SisImport again(SisImport subject) {
        return imports.byId(subject.id());
    }

    /** Lets a plan be applied; its job waits. */
    SisImport approved(SisImport subject, Consent consent) {
        apply.apply(Worker.SOMEBODY, again(subject), consent);
        return again(subject);
    }

    /** Lets a plan be applied, and does it. */
    SisImport applied(SisImport subject, Consent consent) {
        worker.execute(approved(subject, consent).currentRunId());
        return again(subject);
    }

    List<PlannedRow> rows(SisImport subject) {
        return plan.page(again(subject), null, 0, 1_000);
    }

    /** The plan as {@code row:ACTION id field:before>after …, kept field:value(said)}. */
    List<String> plan(SisImport subject) {
        return rows(subject).stream().map(Planner::text).toList();
    }

    private static String text(PlannedRow row) {
        String changes = row.changes().stream()
                .map(change -> " %s:%s>%s".formatted(change.field().json(), change.before(), change.after()))
                .collect(Collectors.joining());
        String kept = row.kept().stream()
                .map(each -> " kept %s:%s(%s)".formatted(each.field().json(), each.value(), each.said()))
                .collect(Collectors.joining());
        return row.row() + ":" + row.action() + " " + row.externalId() + changes + kept;
    }
}
