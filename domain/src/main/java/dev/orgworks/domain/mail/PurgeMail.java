package dev.orgworks.domain.mail;

import dev.orgworks.domain.organizations.Purging;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Purges an organization's letters, sent or not. */
@Component
class PurgeMail implements Purging {

    private final JdbcClient jdbc;

    PurgeMail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int purge(long organizationId, int limit) {
        return jdbc.sql("delete from mail_message where organization_id = :organization limit :limit")
                .param("organization", organizationId)
                .param("limit", limit)
                .update();
    }
}
