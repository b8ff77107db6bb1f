package dev.orgworks.domain.support;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's support desk. */
@Component
class PurgeDesk implements Purging {

    /** Each refers to those behind it. */
    private static final List<String> TABLES = List.of(
            "support_decision",
            "support_decision_rule",
            "support_agent",
            "support_budget_usage",
            "support_budget_alert",
            "support_budget",
            "support_refund",
            "support_escalation",
            "support_ticket",
            "support_ticket_series",
            "support_conversation",
            "support_customer_profile",
            "support_representative",
            "support_user");

    private final JdbcClient jdbc;

    PurgeDesk(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "support.desk";
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
