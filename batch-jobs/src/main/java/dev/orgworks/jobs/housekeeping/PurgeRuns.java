package dev.orgworks.jobs.housekeeping;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.Purging;
import dev.orgworks.jobs.housekeeping.ClearRuns.Old;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges the runs of an organization, with what Spring Batch knows of them. */
@Component
class PurgeRuns implements Purging {

    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final ClearExecutions executions;

    PurgeRuns(JdbcClient jdbc, ClearExecutions executions) {
        this.jdbc = jdbc;
        this.executions = executions;
    }

    @Override
    public String name() {
        return "runs";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        List<Old> runs = jdbc.sql("select id, type from job_run where organization_id = :organization limit :limit")
                .param("organization", organizationId)
                .param("limit", Math.min(limit, MOST))
                .query((rs, rowNumber) ->
                        new Old(BinaryUuid.of(rs.getBytes("id")), rs.getString("type"), Instant.EPOCH))
                .list();
        if (!runs.isEmpty()) {
            executions.clear(runs);
            jdbc.sql("delete from job_run where id in (:ids)")
                    .param(
                            "ids",
                            runs.stream().map(run -> BinaryUuid.bytes(run.id())).toList())
                    .update();
        }
        return runs.size();
    }
}
