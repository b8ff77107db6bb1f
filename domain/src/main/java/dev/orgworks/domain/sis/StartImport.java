package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Begins an import of an upload that lies on disk. */
@Component
public class StartImport {

    /** The job's name. */
    public static final String JOB = "sisImport";

    /** The key of the payload under which the job finds its import. */
    public static final String IMPORT_ID = "importId";

    private final JdbcClient jdbc;
    private final InsertImport insert;
    private final FindImports imports;
    private final EnqueueRun enqueue;
    private final RecordAudit audit;

    StartImport(JdbcClient jdbc, InsertImport insert, FindImports imports, EnqueueRun enqueue, RecordAudit audit) {
        this.jdbc = jdbc;
        this.insert = insert;
        this.imports = imports;
        this.enqueue = enqueue;
        this.audit = audit;
    }

    /** Writes the import and enqueues its run, both or neither; imports of one organization take turns. */
    @Transactional
    public SisImport start(Actor actor, NewImport wish) {
        long organizationId = wish.organizationId();
        long id = insert.insert(actor, wish);
        UUID runId = enqueue.enqueue(
                actor,
                new RunRequest(organizationId, JOB, Map.of(IMPORT_ID, id), null, "sisImport:" + organizationId, 0));
        jdbc.sql("update sis_import set run_id = :run where id = :id")
                .param("run", BinaryUuid.bytes(runId))
                .param("id", id)
                .update();
        audit.record(actor, new AuditEntry(organizationId, "import.started", "import", id, null, told(wish)));
        return imports.byId(organizationId, id);
    }

    private static Map<String, Object> told(NewImport wish) {
        return Map.of(
                "fileName", wish.fileName(),
                "sizeBytes", wish.stored().sizeBytes(),
                "sha256", wish.stored().sha256(),
                "options", wish.options());
    }
}
