package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.Reach;

/**
 * Whoever sends the present request.
 *
 * @param actor the caller's name and the request's ids, for the audit
 * @param role what the caller may do
 * @param reach the organizations in which he may do it
 */
public record Caller(Actor actor, Role role, Reach reach) {

    /** A platform administrator: an ADMIN of every organization. */
    public boolean isPlatformAdministrator() {
        return role == Role.ADMIN && reach.isEverything();
    }
}
