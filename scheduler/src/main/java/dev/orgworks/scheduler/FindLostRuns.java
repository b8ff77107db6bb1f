package dev.orgworks.scheduler;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the running runs that perhaps nobody runs: those of nodes that are gone, and those of this node, which knows by
 * itself what it has on its threads. A node lives as long as Quartz keeps its check-in; when it declares a node dead it
 * removes that.
 */
@Component
class FindLostRuns {

    /** A claim that nobody may be working on. */
    record Lost(Claim claim, boolean heavy) {}

    private final JdbcClient jdbc;

    FindLostRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Lost> ofDeadNodesAnd(String thisNode, int limit) {
        return jdbc.sql("""
                        select r.id, r.attempts, r.heavy from job_run r
                        where r.state in ('RUNNING', 'CANCELLING')
                          and (r.node = :node
                               or not exists (select 1 from QRTZ_SCHEDULER_STATE n where n.INSTANCE_NAME = r.node))
                        order by r.id limit :limit
                        """)
                .param("node", thisNode)
                .param("limit", limit)
                .query((rs, rowNumber) -> new Lost(
                        new Claim(BinaryUuid.of(rs.getBytes("id")), rs.getInt("attempts")), rs.getBoolean("heavy")))
                .list();
    }
}
