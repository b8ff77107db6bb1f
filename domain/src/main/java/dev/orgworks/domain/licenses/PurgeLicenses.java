package dev.orgworks.domain.licenses;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's seats, what was given out for them, and its pools. */
@Component
class PurgeLicenses implements Purging {

    /** Each refers to those behind it. */
    private static final List<String> TABLES =
            List.of("license_claim", "provisioning_token", "license_waitlist", "license_seat", "license_pool");

    private final JdbcClient jdbc;

    PurgeLicenses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "licenses";
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
