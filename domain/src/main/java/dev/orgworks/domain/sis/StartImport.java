package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.sis.Uploads.Stored;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
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
    private final FindImports imports;
    private final EnqueueRun enqueue;
    private final RecordAudit audit;
    private final InstantSource clock;

    StartImport(JdbcClient jdbc, FindImports imports, EnqueueRun enqueue, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.imports = imports;
        this.enqueue = enqueue;
        this.audit = audit;
        this.clock = clock;
    }

    /** Writes the import and enqueues its run, both or neither; imports of one organization take turns. */
    @Transactional
    public SisImport start(Actor actor, long organizationId, String fileName, Stored stored) {
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into sis_import (organization_id, state, file_name, size_bytes, sha256, upload, created_by, created_at)
                        values (:organization, 'QUEUED', :fileName, :size, :sha256, :upload, :by, :now)
                        """)
                .param("organization", organizationId)
                .param("fileName", fileName)
                .param("size", stored.sizeBytes())
                .param("sha256", HexFormat.of().parseHex(stored.sha256()))
                .param("upload", stored.name())
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update(key);
        Number generated = key.getKey();
        if (generated == null) {
            throw new IllegalStateException("The database gave the import no id");
        }
        long id = generated.longValue();
        UUID runId = enqueue.enqueue(
                actor,
                new RunRequest(organizationId, JOB, Map.of(IMPORT_ID, id), null, "sisImport:" + organizationId, 0));
        jdbc.sql("update sis_import set run_id = :run where id = :id")
                .param("run", BinaryUuid.bytes(runId))
                .param("id", id)
                .update();
        audit.record(
                actor,
                new AuditEntry(
                        organizationId,
                        "import.started",
                        "import",
                        id,
                        null,
                        Map.of("fileName", fileName, "sizeBytes", stored.sizeBytes(), "sha256", stored.sha256())));
        return imports.byId(organizationId, id);
    }
}
