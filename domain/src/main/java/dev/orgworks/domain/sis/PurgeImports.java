package dev.orgworks.domain.sis;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Purges an organization's imports: the rows that they left, then they themselves. Their files go after the commit; after a
 * crash in between they belong to no import any more, and are cleared as strays.
 */
@Component
class PurgeImports implements Purging {

    private static final List<String> ROWS = List.of(
            "sis_stage",
            "sis_problem",
            "sis_unit",
            "sis_contest",
            "sis_seen",
            "sis_journal",
            "sis_undo_move",
            "sis_undo_kept",
            "sis_undo");

    private static final List<String> OWN = List.of("sis_upload", "sis_mapping");

    private final JdbcClient jdbc;
    private final Uploads uploads;

    PurgeImports(JdbcClient jdbc, Uploads uploads) {
        this.jdbc = jdbc;
        this.uploads = uploads;
    }

    private record Files(long id, String upload, @Nullable String roster) {}

    @Override
    public String name() {
        return "sis.imports";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        List<Files> next = jdbc.sql(
                        "select id, upload, roster from sis_import where organization_id = :organization limit 1")
                .param("organization", organizationId)
                .query((rs, rowNumber) -> new Files(rs.getLong(1), rs.getString(2), rs.getString(3)))
                .list();
        return next.isEmpty() ? purgeOwn(organizationId, limit) : purgeImport(next.get(0), limit);
    }

    private int purgeImport(Files files, int limit) {
        for (String table : ROWS) {
            int gone = delete(table, "import_id", files.id(), limit);
            if (gone > 0) {
                return gone;
            }
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Stream.of(files.upload(), files.roster())
                        .filter(Objects::nonNull)
                        .forEach(uploads::discard);
            }
        });
        return delete("sis_import", "id", files.id(), limit);
    }

    private int purgeOwn(long organizationId, int limit) {
        return OWN.stream()
                .mapToInt(table -> delete(table, "organization_id", organizationId, limit))
                .sum();
    }

    private int delete(String table, String column, long id, int limit) {
        return jdbc.sql("delete from %s where %s = :id limit :limit".formatted(table, column))
                .param("id", id)
                .param("limit", limit)
                .update();
    }
}
