package dev.orgworks.domain.organizations;

import dev.orgworks.domain.NotFoundException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the row of an organization for the rest of a transaction; always before the rows of those to whom it is active. */
@Component
public class LockOrganization {

    private final JdbcClient jdbc;
    private final FindOrganizations organizations;

    LockOrganization(JdbcClient jdbc, FindOrganizations organizations) {
        this.jdbc = jdbc;
        this.organizations = organizations;
    }

    /**
     * An organization as it is now, until the transaction ends.
     *
     * @throws NotFoundException when there is none, or it was deleted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Organization live(long id) {
        return lock(id, "select id from organization where id = :id and deleted_at is null for update");
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Organization deleted(long id) {
        return lock(id, "select id from organization where id = :id and deleted_at is not null for update");
    }

    private Organization lock(long id, String sql) {
        if (jdbc.sql(sql).param("id", id).query(Long.class).optional().isEmpty()) {
            throw new NotFoundException("Organization", id);
        }
        return organizations.byId(id);
    }
}
