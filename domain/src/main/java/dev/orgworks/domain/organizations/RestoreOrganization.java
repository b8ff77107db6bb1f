package dev.orgworks.domain.organizations;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a deleted organization back, with everything under it. */
@Component
public class RestoreOrganization {

    private final JdbcClient jdbc;
    private final LockOrganization lock;
    private final RecordAudit audit;
    private final InstantSource clock;

    RestoreOrganization(JdbcClient jdbc, LockOrganization lock, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Restores an organization; members without an active one get it as theirs.
     *
     * @throws dev.orgworks.domain.NotFoundException when it is not deleted, or was purged
     * @throws ConflictException when its name or slug was taken meanwhile, or its purge has begun
     */
    @Transactional
    public Organization restore(Actor actor, long id) {
        Organization before = lock.deleted(id);
        Timestamp now = Timestamp.from(clock.instant());
        try {
            int restored = jdbc.sql("""
                            update organization set deleted_at = null, updated_at = :now, version = version + 1
                            where id = :id and purging_at is null
                            """).param("now", now).param("id", id).update();
            if (restored == 0) {
                throw new ConflictException("PURGING", "The organization is being purged and cannot be restored");
            }
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    "NAME_TAKEN",
                    "Another organization has taken its name \"" + before.name()
                            + "\" or slug since; rename that one first");
        }
        jdbc.sql("""
                        insert ignore into active_organization (user_id, organization_id, activated_at)
                        select user_id, organization_id, :now from membership where organization_id = :id
                        """).param("now", now).param("id", id).update();
        Organization after = lock.live(id);
        audit.record(actor, new AuditEntry(id, "organization.restored", "organization", id, null, after));
        return after;
    }
}
