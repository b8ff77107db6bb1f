package dev.orgworks.domain.metrics;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's figures and what they were made of. */
@Component
class PurgeMetrics implements Purging {

    private static final List<String> TABLES = List.of(
            "team_performance",
            "performance_metric",
            "metric_sum",
            "metric_day",
            "metric_open_period",
            "metric_open_day",
            "metric_dirty_day",
            "metric_watermark");

    private final JdbcClient jdbc;

    PurgeMetrics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        int purged = 0;
        for (String table : TABLES) {
            if (purged == 0) {
                purged = jdbc.sql("delete from " + table + " where organization_id = :organization limit :limit")
                        .param("organization", organizationId)
                        .param("limit", limit)
                        .update();
            }
        }
        return purged;
    }
}
