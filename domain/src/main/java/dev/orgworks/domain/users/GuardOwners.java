package dev.orgworks.domain.users;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.organizations.MemberRole;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What must hold of an organization's owners, whatever becomes of its members. */
@Component
class GuardOwners {

    private final JdbcClient jdbc;

    GuardOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the organization, so that its members change one after the other.
     *
     * @throws NotFoundException when it was deleted meanwhile
     */
    void lock(long organization) {
        boolean live = jdbc.sql("select id from organization where id = :id and deleted_at is null for update")
                .param("id", organization)
                .query(Long.class)
                .optional()
                .isPresent();
        if (!live) {
            throw new NotFoundException("Organization", organization);
        }
    }

    /**
     * Looks at a change of a member before it is made.
     *
     * @param before what he is; null: no member
     * @param after what he shall be; null: no member
     * @throws DeniedException when an owner is made or unmade by somebody who is none
     * @throws ConflictException when no active owner would remain
     */
    void check(Caller caller, long organization, long user, @Nullable MemberRole before, @Nullable MemberRole after) {
        if (before == after || (before != MemberRole.OWNER && after != MemberRole.OWNER)) {
            return;
        }
        if (!isOwner(caller, organization)) {
            throw new DeniedException("Only an owner of the organization or an administrator of the platform makes"
                    + " and unmakes owners");
        }
        if (before == MemberRole.OWNER && !anotherOwner(organization, user)) {
            throw new ConflictException(
                    "LAST_OWNER", "This is the last active owner of the organization; make somebody else one first");
        }
    }

    /** Whether the caller has all that an owner has. */
    boolean isOwner(Caller caller, long organization) {
        if (caller.isPlatformAdministrator()) {
            return true;
        }
        return caller.user() != null
                && caller.administered().covers(organization)
                && jdbc.sql("""
                                select 1 from membership
                                where organization_id = :organization and user_id = :user and role = 'OWNER'
                                union
                                select 1 from organization where id = :organization and owner_id = :user
                                """)
                        .param("organization", organization)
                        .param("user", caller.user())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    private boolean anotherOwner(long organization, long user) {
        return jdbc.sql("""
                        select count(*) from membership m join platform_user u on u.id = m.user_id and u.active
                        where m.organization_id = :organization and m.role = 'OWNER' and m.user_id <> :user
                        """)
                        .param("organization", organization)
                        .param("user", user)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
