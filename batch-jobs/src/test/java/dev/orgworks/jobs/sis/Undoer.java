package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.RestartRun;
import dev.orgworks.domain.sis.ApplyImport;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindUndo;
import dev.orgworks.domain.sis.FindUnits;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.ImportUndo;
import dev.orgworks.domain.sis.KeptRow;
import dev.orgworks.domain.sis.RowRange;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartUndo;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes imports back, breaks them off, and looks what came of it. */
@Component
class Undoer {

    private final Registrar registrar;
    private final StartUndo start;
    private final FindUndo undos;
    private final FindImports imports;
    private final Worker worker;
    private final RestartRun restart;
    private final FindUnits units;
    private final ApplyImport apply;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    Undoer(
            Registrar registrar,
            StartUndo start,
            FindUndo undos,
            FindImports imports,
            Worker worker,
            RestartRun restart,
            FindUnits units,
            ApplyImport apply,
            TransactionTemplate transaction,
            JdbcClient jdbc) {
        this.registrar = registrar;
        this.start = start;
        this.undos = undos;
        this.imports = imports;
        this.worker = worker;
        this.restart = restart;
        this.units = units;
        this.apply = apply;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    SisImport imports(long school, byte[] csv, ImportOptions options) {
        SisImport subject = registrar.upload(school, csv, options);
        worker.execute(subject.runId());
        return imports.byId(subject.id());
    }

    ImportUndo start(SisImport subject) {
        return start(subject.organizationId(), subject.id());
    }

    ImportUndo start(long school, long importId) {
        return start.start(Worker.SOMEBODY, school, importId);
    }

    /** Takes an import back, as far as its learners are as it left them. */
    ImportUndo undo(SisImport subject) {
        assertThat(worker.execute(start(subject).runId()).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(state(subject)).isEqualTo(ImportState.UNDONE);
        return undos.of(subject.id()).orElseThrow();
    }

    /** Takes an import back, and keeps nobody. */
    ImportUndo undone(SisImport subject) {
        ImportUndo undo = undo(subject);
        assertThat(find(subject)).isEmpty();
        return undo;
    }

    ImportState state(SisImport subject) {
        return imports.byId(subject.id()).state();
    }

    ImportUndo.@Nullable Counts counts(SisImport subject) {
        return undos.of(subject.id()).orElseThrow().counts();
    }

    List<KeptRow> find(SisImport subject) {
        List<KeptRow> kept = undos.kept(subject.id(), 100, 0);
        assertThat(undos.countKept(subject.id())).isEqualTo(kept.size());
        return kept;
    }

    /** Who was kept, as {@code row id why}. */
    List<String> kept(SisImport subject) {
        return find(subject).stream()
                .map(kept -> kept.row() + " " + kept.externalId() + " " + kept.why())
                .toList();
    }

    /** Every column of every learner but the note that keeps versions apart. */
    List<Map<String, @Nullable Object>> rows(long school) {
        return registrar.rows(school).stream()
                .<Map<String, @Nullable Object>>map(row -> {
                    Map<String, @Nullable Object> rest = new LinkedHashMap<>(row);
                    rest.remove("top_version");
                    return rest;
                })
                .toList();
    }

    /** Carries the first range of a plan out, as if the job had failed then. */
    SisImport half(SisImport planned) {
        RowRange first = units.ranges(planned).get(0);
        transaction.executeWithoutResult(status -> apply.apply(planned, first));
        jdbc.sql("update sis_import set state = 'FAILED', finished_at = created_at where id = :import")
                .param("import", planned.id())
                .update();
        return imports.byId(planned.id());
    }

    void failRun(SisImport subject) {
        jdbc.sql("update job_run set state = 'FAILED' where id = :run")
                .param("run", BinaryUuid.bytes(subject.runId()))
                .update();
    }

    void restart(SisImport subject) {
        restart.restart(Worker.SOMEBODY, worker.run(subject.runId()));
    }

    /** Makes a journal row one that cannot be written back. */
    void breakRow(SisImport subject, long row) {
        setStatus(subject, row, null);
    }

    void mendRow(SisImport subject, long row) {
        setStatus(subject, row, "ACTIVE");
    }

    private void setStatus(SisImport subject, long row, @Nullable String status) {
        jdbc.sql("update sis_journal set status = :status where import_id = :import and row_no = :row")
                .param("status", status)
                .param("import", subject.id())
                .param("row", row)
                .update();
    }
}
