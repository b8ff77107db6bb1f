package dev.orgworks.domain.activity;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges what an organization's learners did. */
@Component
class PurgeActivity implements Purging {

    private static final List<String> TABLES = List.of("learner_activity", "activity_sequence");

    private final JdbcClient jdbc;

    PurgeActivity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "activity";
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
