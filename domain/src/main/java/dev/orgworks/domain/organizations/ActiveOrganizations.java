package dev.orgworks.domain.organizations;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.directory.DirectoryCache;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which of his organizations a user works in: one at any time, since it is one row a user. */
@Component
public class ActiveOrganizations {

    private final JdbcClient jdbc;
    private final LockOrganization lock;
    private final DirectoryCache directory;
    private final RecordAudit audit;
    private final InstantSource clock;

    ActiveOrganizations(
            JdbcClient jdbc, LockOrganization lock, DirectoryCache directory, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.lock = lock;
        this.audit = audit;
        this.clock = clock;
    }

    private record ActiveOf(long user) {}

    /** The user's active organization. */
    public Optional<Long> of(long user) {
        return directory.get(
                new ActiveOf(user),
                () -> jdbc.sql("select organization_id from active_organization where user_id = :user")
                        .param("user", user)
                        .query(Long.class)
                        .optional());
    }

    /** Makes an organization the user's active one in place of the one that was; again, it changes nothing. */
    @Transactional
    public Organization activate(Actor actor, long user, long organization) {
        Organization before = lock.live(organization);
        if (of(user).filter(active -> active == organization).isPresent()) {
            return before;
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        insert into active_organization (user_id, organization_id, activated_at)
                        values (:user, :organization, :now)
                        on duplicate key update organization_id = :organization, activated_at = :now
                        """)
                .param("user", user)
                .param("organization", organization)
                .param("now", now)
                .update();
        jdbc.sql("update organization set updated_at = :now where id = :id")
                .param("now", now)
                .param("id", organization)
                .update();
        audit.record(
                actor,
                new AuditEntry(organization, "organization.activated", "organization", organization, null, null));
        return lock.live(organization);
    }
}
