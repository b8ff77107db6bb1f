package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.RunFinished;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Notes where an import stands. */
@Component
public class AdvanceImport {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FindImports imports;
    private final RecordAudit audit;
    private final InstantSource clock;

    AdvanceImport(JdbcClient jdbc, JsonMapper json, FindImports imports, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.imports = imports;
        this.audit = audit;
        this.clock = clock;
    }

    /** The import enters a phase; nothing else is said of a finished one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enter(long importId, ImportState state) {
        jdbc.sql("update sis_import set state = :state, finished_at = null where id = :import")
                .param("state", state.name())
                .param("import", importId)
                .update();
    }

    /** Keeps how the file is to be read, so that a restart reads it the same way. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void inspected(long importId, RosterFile facts) {
        jdbc.sql("update sis_import set file_facts = :facts where id = :import")
                .param("facts", json.writeValueAsString(facts))
                .param("import", importId)
                .update();
    }

    /** Keeps how many rows are staged and how many lines were blank. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void staged(long importId, long rows, long blank) {
        jdbc.sql("update sis_import set rows_staged = :rows, rows_blank = :blank where id = :import")
                .param("rows", rows)
                .param("blank", blank)
                .param("import", importId)
                .update();
    }

    @EventListener(condition = "#finished.type() == T(dev.orgworks.domain.sis.StartImport).JOB")
    @Transactional(propagation = Propagation.MANDATORY)
    void finished(RunFinished finished) {
        jdbc.sql("update sis_import set state = :state, finished_at = :now where run_id = :run")
                .param("state", finished.state().name())
                .param("now", Timestamp.from(clock.instant()))
                .param("run", BinaryUuid.bytes(finished.runId()))
                .update();
        SisImport subject = imports.byRun(finished.runId());
        audit.record(
                Actor.job(finished.type()),
                new AuditEntry(
                        subject.organizationId(),
                        "import." + finished.state().name().toLowerCase(Locale.ROOT),
                        "import",
                        subject.id(),
                        null,
                        subject.counts()));
    }
}
