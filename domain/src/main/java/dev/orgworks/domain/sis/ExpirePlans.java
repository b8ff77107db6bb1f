package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.jobs.EnqueueHousekeeping;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends imports whose plans nobody decided about within {@code orgworks.sis.retention.plans}. */
@Component
class ExpirePlans implements Clearing {

    private final JdbcClient jdbc;
    private final TurnImport turn;
    private final FindImports imports;
    private final RecordAudit audit;
    private final SisSettings settings;

    ExpirePlans(JdbcClient jdbc, TurnImport turn, FindImports imports, RecordAudit audit, SisSettings settings) {
        this.jdbc = jdbc;
        this.turn = turn;
        this.imports = imports;
        this.audit = audit;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "sis.plans";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        List<Long> old = jdbc.sql("""
                        select id from sis_import
                        where state in ('PLANNED', 'HELD') and planned_at < :before
                        order by id limit :limit for update skip locked
                        """)
                .param("before", Timestamp.from(now.minus(settings.retention().plans())))
                .param("limit", limit)
                .query(Long.class)
                .list();
        for (long id : old) {
            SisImport before = imports.byId(id);
            turn.turn(id, Set.of(before.state()), ImportState.EXPIRED);
            audit.record(
                    Actor.job(EnqueueHousekeeping.JOB),
                    new AuditEntry(
                            before.organizationId(),
                            "import.expired",
                            "import",
                            id,
                            Map.of("state", before.state()),
                            Map.of("state", ImportState.EXPIRED)));
        }
        return old.size();
    }
}
