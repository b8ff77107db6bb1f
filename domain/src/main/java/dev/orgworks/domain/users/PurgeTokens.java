package dev.orgworks.domain.users;

import dev.orgworks.domain.organizations.Purging;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges the tokens of an organization; one that reaches others too stays for those. */
@Component
class PurgeTokens implements Purging {

    private final JdbcClient jdbc;

    PurgeTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        List<Long> only = jdbc.sql("""
                        select o.token_id from access_token_organization o
                        where o.organization_id = :organization
                          and not exists (select 1 from access_token_organization other
                                          where other.token_id = o.token_id and other.organization_id <> :organization)
                        limit :limit
                        """)
                .param("organization", organizationId)
                .param("limit", limit)
                .query(Long.class)
                .list();
        return only.isEmpty()
                ? jdbc.sql("delete from access_token_organization where organization_id = :organization limit :limit")
                        .param("organization", organizationId)
                        .param("limit", limit)
                        .update()
                : jdbc.sql("delete from access_token where id in (:ids)")
                        .param("ids", only)
                        .update();
    }
}
