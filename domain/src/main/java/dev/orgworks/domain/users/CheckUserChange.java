package dev.orgworks.domain.users;

import dev.orgworks.domain.ConflictException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What must hold whatever becomes of a user: one active administrator of the platform remains, and whoever is in charge of
 * organizations stays active and of a role that may be, until they are given to somebody else.
 */
@Component
class CheckUserChange {

    private final JdbcClient jdbc;

    CheckUserChange(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, in one order and before any other row, so that of two who step down at once one waits for the other. */
    List<Long> lockedAdministrators() {
        return jdbc.sql("select id from platform_user where role = 'ADMIN' and active order by id for update")
                .query(Long.class)
                .list();
    }

    /**
     * Looks at a change whose transaction holds the locks of the administrators and of the user.
     *
     * @throws ConflictException when it must not be
     */
    void check(PlatformUser before, PlatformUser after, List<Long> administrators) {
        if (before.isActiveAdministrator()
                && !after.isActiveAdministrator()
                && administrators.stream().allMatch(other -> other == before.id())) {
            throw new ConflictException(
                    "LAST_ADMINISTRATOR",
                    "This is the last active administrator of the platform; make somebody else one first");
        }
        if (before.mayOwn() && !after.mayOwn()) {
            long owned = jdbc.sql("select count(*) from organization where owner_id = :id and deleted_at is null")
                    .param("id", after.id())
                    .query(Long.class)
                    .single();
            if (owned > 0) {
                throw new ConflictException(
                        "OWNS_ORGANIZATIONS",
                        "The user is in charge of " + owned + (owned == 1 ? " organization" : " organizations")
                                + "; give them to somebody else first");
            }
        }
    }
}
