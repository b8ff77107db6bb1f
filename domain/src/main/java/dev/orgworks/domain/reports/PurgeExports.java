package dev.orgworks.domain.reports;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's exports; their files before the rows, so that none is forgotten. */
@Component
class PurgeExports implements Purging {

    private final JdbcClient jdbc;
    private final DeleteFiles files;

    PurgeExports(JdbcClient jdbc, DeleteFiles files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    @Override
    public String name() {
        return "reports.exports";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        List<String> keys = jdbc.sql("""
                        select stored_as from report_export
                        where organization_id = :organization and stored_as is not null order by id limit :limit
                        """)
                .param("organization", organizationId)
                .param("limit", limit)
                .query(String.class)
                .list();
        keys.forEach(files::delete);
        return jdbc.sql(
                        "delete from report_export where organization_id = :organization order by stored_as is null, id limit :limit")
                .param("organization", organizationId)
                .param("limit", limit)
                .update();
    }
}
