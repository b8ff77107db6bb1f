package dev.orgworks.domain.organizations;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes an organization for the time being: it is gone for everybody, its names are free again, and a platform
 * administrator can have it back until it is purged.
 */
@Component
public class DeleteOrganization {

    private final JdbcClient jdbc;
    private final LockOrganization lock;
    private final RecordAudit audit;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    DeleteOrganization(
            JdbcClient jdbc,
            LockOrganization lock,
            RecordAudit audit,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.audit = audit;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Deletes an organization. Users to whom it was active get their oldest other one.
     *
     * @throws dev.orgworks.domain.NotFoundException when somebody else deleted it meanwhile
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     */
    @Transactional
    public void delete(Actor actor, long id, ExpectedVersion expected) {
        Organization before = hide(id, expected);
        audit.record(actor, new AuditEntry(id, "organization.deleted", "organization", id, before, null));
        publisher.publishEvent(new OrganizationDeleted(actor, id));
    }

    /** The same, told of in the platform's audit, since the organization's own is about to go. */
    @Transactional
    public void deleteForGood(Actor actor, long id, ExpectedVersion expected) {
        Organization before = hide(id, expected);
        audit.record(actor, new AuditEntry(null, "organization.deleted", "organization", id, before, null));
    }

    private Organization hide(long id, ExpectedVersion expected) {
        Organization before = lock.live(id);
        expected.check("organization", before.version());
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        update organization set deleted_at = :now, updated_at = :now, version = version + 1 where id = :id
                        """).param("now", now).param("id", id).update();
        activateOthers(id, now);
        return before;
    }

    private void activateOthers(long id, Timestamp now) {
        jdbc.sql("""
                        update active_organization a
                        set a.organization_id = coalesce(
                                (select min(m.organization_id) from membership m
                                 join organization o on o.id = m.organization_id and o.deleted_at is null
                                 where m.user_id = a.user_id), a.organization_id),
                            a.activated_at = :now
                        where a.organization_id = :id
                        """).param("now", now).param("id", id).update();
        jdbc.sql("delete from active_organization where organization_id = :id")
                .param("id", id)
                .update();
    }
}
