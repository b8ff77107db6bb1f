package dev.orgworks.domain.organizations;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes what callers may say of an organization. */
@Component
public class ChangeOrganization {

    private final JdbcClient jdbc;
    private final LockOrganization lock;
    private final WriteOrganization write;
    private final RecordAudit audit;
    private final InstantSource clock;

    ChangeOrganization(
            JdbcClient jdbc, LockOrganization lock, WriteOrganization write, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.write = write;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Changes an organization as it stands when its row is locked, so that what the change leaves alone stays as others left it.
     *
     * @param change gets what holds and gives what is to hold; the same changes nothing
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws dev.orgworks.domain.ConflictException when its slug, or among its user's organizations its name, is taken
     * @throws dev.orgworks.domain.InvalidInputException when a new owner is nobody who may own organizations
     */
    @Transactional
    public Organization change(
            Actor actor, long id, ExpectedVersion expected, UnaryOperator<OrganizationDraft> change) {
        Organization before = lock.live(id);
        expected.check("organization", before.version());
        OrganizationDraft present = OrganizationDraft.of(before);
        OrganizationDraft wanted = change.apply(present);
        if (wanted.equals(present)) {
            return before;
        }
        if (!Objects.equals(wanted.owner(), present.owner())) {
            write.checkOwner(wanted.owner());
        }
        write.unlessTaken(
                wanted,
                () -> write.fill(jdbc.sql("""
                                update organization
                                set name = :name, slug = :slug, category = :category, owner_id = :owner, address = :address,
                                    tier = :tier, plan = :plan, status = :status, time_zone = :timeZone,
                                    settings = :settings, version = version + 1, updated_at = :now
                                where id = :id
                                """), wanted)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id)
                        .update());
        Organization after = lock.live(id);
        audit.record(actor, new AuditEntry(id, "organization.changed", "organization", id, before, after));
        return after;
    }
}
