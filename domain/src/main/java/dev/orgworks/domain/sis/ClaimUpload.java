package dev.orgworks.domain.sis;

import dev.orgworks.domain.database.Sha256;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets one upload of certain bytes and options be the import of them: simultaneous ones wait for each other here, and
 * later ones find it.
 */
@Component
class ClaimUpload {

    /**
     * The locked place of an upload.
     *
     * @param fingerprint of its bytes, its options and what its columns mean, in hexadecimal digits
     * @param importId the import that an earlier one became; null: there was none
     */
    record Claim(
            long organizationId,
            String fingerprint,
            @Nullable Long importId) {}

    private final JdbcClient jdbc;
    private final FindImports imports;

    ClaimUpload(JdbcClient jdbc, FindImports imports) {
        this.jdbc = jdbc;
        this.imports = imports;
    }

    /** Locks the upload's place until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Claim claim(ReadyImport ready) {
        long organization = ready.wish().organizationId();
        String fingerprint = fingerprint(ready);
        jdbc.sql("""
                        insert into sis_upload (organization_id, fingerprint) values (:organization, :fingerprint)
                        on duplicate key update fingerprint = fingerprint
                        """)
                .param("organization", organization)
                .param("fingerprint", HexFormat.of().parseHex(fingerprint))
                .update();
        return jdbc.sql("""
                        select import_id from sis_upload
                        where organization_id = :organization and fingerprint = :fingerprint for update
                        """)
                .param("organization", organization)
                .param("fingerprint", HexFormat.of().parseHex(fingerprint))
                .query((rs, rowNumber) -> new Claim(organization, fingerprint, rs.getObject("import_id", Long.class)))
                .single();
    }

    /** The claim's earlier import, if another would only find what that one left, or is about to leave. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<SisImport> stillGood(Claim claim) {
        return Optional.ofNullable(claim.importId())
                .map(id -> imports.byId(claim.organizationId(), id))
                .filter(earlier -> isGood(earlier.state()))
                .filter(earlier -> !learnersChangedSince(earlier));
    }

    private static boolean isGood(ImportState state) {
        return state == ImportState.COMPLETED || (!state.isFinished() && state != ImportState.UNDOING);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void keep(Claim claim, long importId) {
        jdbc.sql("""
                        update sis_upload set import_id = :import
                        where organization_id = :organization and fingerprint = :fingerprint
                        """)
                .param("import", importId)
                .param("organization", claim.organizationId())
                .param("fingerprint", HexFormat.of().parseHex(claim.fingerprint()))
                .update();
    }

    /**
     * By another import that wrote, or is still to write, behind this one; or, once this one has finished or waits with its
     * plan, by hand. Of an import that did not complete the journal tells whether it wrote.
     */
    private boolean learnersChangedSince(SisImport earlier) {
        Instant until = earlier.state().waits() ? earlier.plannedAt() : earlier.finishedAt();
        Timestamp finished = until == null ? null : Timestamp.from(until);
        return jdbc.sql("""
                        select exists (
                            select 1 from sis_import o
                            where o.organization_id = :organization and o.id <> :id
                              and ((o.finished_at is null and (:finished is not null or o.id > :id)
                                    and o.state not in ('PLANNED', 'HELD')
                                    and (o.dry_run = false or o.state in ('APPROVED', 'APPLYING', 'UNDOING')))
                                   or (o.finished_at >= :finished
                                       and ((o.state = 'COMPLETED' and o.dry_run = false
                                             and o.rows_created + o.rows_updated + o.rows_suspended + o.rows_removed > 0)
                                            or o.journal_cleared_at is not null
                                            or exists (select 1 from sis_journal j where j.import_id = o.id)))))
                            or exists (
                                select 1 from audit_event a
                                where a.organization_id = :organization and a.at >= :finished
                                  and a.target_type = 'learner')
                        """)
                .param("organization", earlier.organizationId())
                .param("id", earlier.id())
                .param("finished", finished)
                .query(Boolean.class)
                .single();
    }

    private static String fingerprint(ReadyImport ready) {
        ImportOptions options = ready.wish().options();
        String columns = ready.facts().mapping().stream()
                .map(column -> column.field() + "/" + column.ignored())
                .collect(Collectors.joining(","));
        return HexFormat.of()
                .formatHex(Sha256.of(String.join(
                        "\n",
                        ready.wish().stored().sha256(),
                        options.mode().name(),
                        String.valueOf(options.dryRun()),
                        options.onMissing().name(),
                        String.valueOf(options.changeThresholdPercent()),
                        String.valueOf(options.changeThresholdCount()),
                        String.valueOf(options.overrideManualEdits()),
                        columns)));
    }
}
