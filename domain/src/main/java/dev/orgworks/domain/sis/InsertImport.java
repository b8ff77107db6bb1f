package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.learners.LearnerKeys;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes the row of a new import. */
@Component
class InsertImport {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FindImports imports;
    private final InstantSource clock;

    InsertImport(JdbcClient jdbc, JsonMapper json, FindImports imports, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.imports = imports;
        this.clock = clock;
    }

    /** Writes it, and returns the import's id. It has no run yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    long insert(Actor actor, ReadyImport ready) {
        NewImport wish = ready.wish();
        ImportOptions options = wish.options();
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into sis_import (organization_id, state, file_name, size_bytes, sha256, upload, roster,
                                                file_facts, mode, dry_run, on_missing, change_threshold_percent,
                                                change_threshold_count, override_manual_edits, column_mapping,
                                                own_login_key, created_by, created_at)
                        values (:organization, 'QUEUED', :fileName, :size, :sha256, :upload, :roster,
                                :facts, :mode, :dryRun, :onMissing, :percent,
                                :count, :override, :mapping,
                                :ownLogin, :by, :now)
                        """)
                .param("organization", wish.organizationId())
                .param("fileName", wish.fileName())
                .param("size", wish.stored().sizeBytes())
                .param("sha256", HexFormat.of().parseHex(wish.stored().sha256()))
                .param("upload", wish.stored().name())
                .param("roster", ready.roster())
                .param("facts", json.writeValueAsString(ready.facts()))
                .param("mode", options.mode().name())
                .param("dryRun", options.dryRun())
                .param("onMissing", options.onMissing().name())
                .param("percent", options.changeThresholdPercent())
                .param("count", options.changeThresholdCount())
                .param("override", options.overrideManualEdits())
                .param("mapping", options.mapping() == null ? null : json.writeValueAsString(options.mapping()))
                .param("ownLogin", actor.login() == null ? null : LearnerKeys.loginKey(actor.login()))
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update(key);
        Number generated = key.getKey();
        if (generated == null) {
            throw new IllegalStateException("The database gave the import no id");
        }
        return generated.longValue();
    }

    /** Notes which run carries the import out, and returns the import. */
    @Transactional(propagation = Propagation.MANDATORY)
    SisImport withRun(long id, UUID runId) {
        jdbc.sql("update sis_import set run_id = :run where id = :id")
                .param("run", BinaryUuid.bytes(runId))
                .param("id", id)
                .update();
        return imports.byId(id);
    }
}
