package dev.orgworks.domain.organizations;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes an organization; who makes it owns it, and it is his active one if it is his first. */
@Component
public class CreateOrganization {

    private final JdbcClient jdbc;
    private final WriteOrganization write;
    private final FindOrganizations organizations;
    private final RecordAudit audit;
    private final InstantSource clock;

    CreateOrganization(
            JdbcClient jdbc,
            WriteOrganization write,
            FindOrganizations organizations,
            RecordAudit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.write = write;
        this.organizations = organizations;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes an organization and its audit event.
     *
     * @param user whose own it becomes; null: nobody's
     * @throws dev.orgworks.domain.ConflictException when its slug, or among the user's organizations its name, is taken
     * @throws dev.orgworks.domain.InvalidInputException when its owner is nobody who may own organizations
     */
    @Transactional
    public Organization create(Actor actor, @Nullable Long user, OrganizationDraft draft) {
        UUID uuid = BinaryUuid.next();
        Timestamp now = Timestamp.from(clock.instant());
        write.checkOwner(draft.owner());
        write.unlessTaken(
                draft,
                () -> write.fill(jdbc.sql("""
                                insert into organization (uuid, user_id, name, slug, category, owner_id, address, tier, plan,
                                                          status, time_zone, settings, created_at, updated_at)
                                values (:uuid, :user, :name, :slug, :category, :owner, :address, :tier, :plan,
                                        :status, :timeZone, :settings, :now, :now)
                                """), draft)
                        .param("uuid", BinaryUuid.bytes(uuid))
                        .param("user", user)
                        .param("now", now)
                        .update());
        long id = jdbc.sql("select id from organization where uuid = :uuid")
                .param("uuid", BinaryUuid.bytes(uuid))
                .query(Long.class)
                .single();
        if (user != null) {
            Ownership.give(jdbc, id, user, now);
        }
        Organization made = organizations.byId(id);
        audit.record(actor, new AuditEntry(id, "organization.created", "organization", id, null, made));
        return made;
    }
}
