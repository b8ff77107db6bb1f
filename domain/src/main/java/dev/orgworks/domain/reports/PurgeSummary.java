package dev.orgworks.domain.reports;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's summary and what it is made of. */
@Component
class PurgeSummary implements Purging {

    private static final List<String> TABLES = List.of(
            "summary_course", "summary_learner", "summary_day", "summary_quarter", "summary_count", "summary_state");

    private final JdbcClient jdbc;

    PurgeSummary(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "summary";
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
