package dev.orgworks.domain.sis;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.KeepsRuns;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the runs of imports that are still there, since an import shows its run. */
@Component
class KeepImportRuns implements KeepsRuns {

    private final JdbcClient jdbc;

    KeepImportRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> kept(Collection<UUID> runs) {
        return runs.isEmpty()
                ? Set.of()
                : jdbc.sql("""
                                select run_id from sis_import where run_id in (:runs)
                                union all
                                select apply_run_id from sis_import where apply_run_id in (:runs)
                                union all
                                select run_id from sis_undo where run_id in (:runs)
                                """)
                        .param("runs", runs.stream().map(BinaryUuid::bytes).toList())
                        .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("run_id")))
                        .set();
    }
}
