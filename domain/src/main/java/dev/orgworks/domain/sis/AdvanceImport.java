package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.RunFinished;
import dev.orgworks.domain.jobs.RunState;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

    /** Keeps what the plan comes to, and how the import goes on. */
    @Transactional(propagation = Propagation.MANDATORY)
    void planned(long importId, ImportState next, GuardFacts guard, @Nullable Long firstLearner) {
        jdbc.sql("""
                        update sis_import set state = :state, guard_facts = :guard, planned_at = :now, first_learner = :first
                        where id = :import
                        """)
                .param("state", next.name())
                .param("guard", json.writeValueAsString(guard))
                .param("now", Timestamp.from(clock.instant()))
                .param("first", firstLearner)
                .param("import", importId)
                .update();
    }

    @EventListener(condition = "#finished.type() == T(dev.orgworks.domain.sis.StartImport).JOB")
    @Transactional(propagation = Propagation.MANDATORY)
    void finished(RunFinished finished) {
        SisImport before = imports.byRun(finished.runId());
        boolean waits = before.state().waits() && finished.state() == RunState.COMPLETED;
        String state = waits ? before.state().name() : finished.state().name();
        jdbc.sql("update sis_import set state = :state, finished_at = :now where id = :import")
                .param("state", state)
                .param("now", waits ? null : Timestamp.from(clock.instant()))
                .param("import", before.id())
                .update();
        audit.record(
                Actor.job(finished.type()),
                new AuditEntry(
                        before.organizationId(),
                        "import." + state.toLowerCase(Locale.ROOT),
                        "import",
                        before.id(),
                        null,
                        before.counts()));
    }
}
