package dev.orgworks.domain.sis;

import java.sql.Timestamp;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what a plan comes to, and how its import goes on. */
@Component
class KeepPlan {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AdvanceImport advance;
    private final InstantSource clock;

    KeepPlan(JdbcClient jdbc, JsonMapper json, AdvanceImport advance, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.advance = advance;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void keep(long importId, ImportState next, GuardFacts guard, @Nullable Long firstLearner) {
        jdbc.sql("""
                        update sis_import set guard_facts = :guard, planned_at = :now, first_learner = :first
                        where id = :import
                        """)
                .param("guard", json.writeValueAsString(guard))
                .param("now", Timestamp.from(clock.instant()))
                .param("first", firstLearner)
                .param("import", importId)
                .update();
        advance.enter(importId, next);
    }
}
