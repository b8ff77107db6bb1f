package dev.orgworks.domain.organizations;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Makes an organization. */
@Component
public class CreateOrganization {

    private final JdbcClient jdbc;
    private final FindOrganizations organizations;
    private final RecordAudit audit;
    private final JsonMapper json;
    private final InstantSource clock;

    CreateOrganization(
            JdbcClient jdbc, FindOrganizations organizations, RecordAudit audit, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.organizations = organizations;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes an organization and its audit event.
     *
     * @throws ConflictException when its slug is taken
     */
    @Transactional
    public Organization create(Actor actor, NewOrganization wish) {
        byte[] uuid = BinaryUuid.bytes(BinaryUuid.next());
        Timestamp now = Timestamp.from(clock.instant());
        try {
            jdbc.sql("""
                            insert into organization (uuid, name, slug, category, address, tier, plan, status, time_zone,
                                                      settings, created_at, updated_at)
                            values (:uuid, :name, :slug, :category, :address, :tier, :plan, :status, :timeZone,
                                    :settings, :now, :now)
                            """)
                    .param("uuid", uuid)
                    .param("name", wish.name())
                    .param("slug", wish.slug())
                    .param(
                            "category",
                            wish.category() == null ? null : wish.category().name())
                    .param("address", wish.address())
                    .param("tier", wish.tier().name())
                    .param("plan", wish.plan().name())
                    .param("status", wish.status().name())
                    .param("timeZone", wish.timeZone().getId())
                    .param("settings", json.writeValueAsString(wish.settings()))
                    .param("now", now)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    "SLUG_TAKEN",
                    "An organization with the slug \"" + wish.slug() + "\" already exists; choose another");
        }
        Organization made = organizations.byId(jdbc.sql("select id from organization where uuid = :uuid")
                .param("uuid", uuid)
                .query(Long.class)
                .single());
        audit.record(actor, new AuditEntry(made.id(), "organization.created", "organization", made.id(), null, made));
        return made;
    }
}
