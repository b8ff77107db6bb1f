package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.Reach;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whoever sends the present request.
 *
 * @param actor the caller's name and the request's ids, for the audit
 * @param role what the caller may do at most
 * @param reach the organizations in which he may do what the present route requires
 * @param user as which user he acts; null: as none
 * @param contract the API document he was written against; null: nobody said
 * @param roles what he may do in each organization; null: the same in all that he reaches
 * @param clerkOrganization the organization of his session by Clerk's id, as it came; null: he has none
 */
public record Caller(
        Actor actor,
        Role role,
        Reach reach,
        @Nullable Long user,
        @Nullable Contract contract,
        @Nullable Map<Long, Role> roles,
        @Nullable String clerkOrganization) {

    /** Somebody who may do the same in all organizations that he reaches. */
    public Caller(Actor actor, Role role, Reach reach) {
        this(actor, role, reach, null, null, null);
    }

    /** Somebody without a session of Clerk. */
    public Caller(
            Actor actor,
            Role role,
            Reach reach,
            @Nullable Long user,
            @Nullable Contract contract,
            @Nullable Map<Long, Role> roles) {
        this(actor, role, reach, user, contract, roles, null);
    }

    /** A platform administrator: an ADMIN of every organization. */
    public boolean isPlatformAdministrator() {
        return role == Role.ADMIN && reach.isEverything();
    }

    /** The same caller with no more reach than where he has this role. */
    public Caller where(Role least) {
        return roles == null
                ? this
                : new Caller(
                        actor,
                        role,
                        new Reach(roles.entrySet().stream()
                                .filter(entry -> entry.getValue().includes(least))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toUnmodifiableSet())),
                        user,
                        contract,
                        roles,
                        clerkOrganization);
    }

    /** The same caller in a session of Clerk. */
    Caller inClerkOrganization(@Nullable String id) {
        return new Caller(actor, role, reach, user, contract, roles, id);
    }

    /** Where he may do anything at all: what lies beyond does not exist for him. */
    public Reach sight() {
        return roles == null ? reach : new Reach(roles.keySet());
    }

    /** Where he is an administrator, whatever less the present route asks for. */
    public Reach administered() {
        return role == Role.ADMIN ? where(Role.ADMIN).reach() : new Reach(Set.of());
    }

    /** The same caller with no more than these roles, and nothing where there is none. */
    Caller within(@Nullable Map<Long, Role> most) {
        if (most == null) {
            return this;
        }
        Map<Long, Role> narrowed = new HashMap<>();
        most.forEach((organization, limit) -> {
            Role held = roles == null ? (reach.covers(organization) ? role : null) : roles.get(organization);
            if (held != null) {
                narrowed.put(organization, held.least(limit));
            }
        });
        return new Caller(actor, role, new Reach(narrowed.keySet()), user, contract, Map.copyOf(narrowed));
    }
}
