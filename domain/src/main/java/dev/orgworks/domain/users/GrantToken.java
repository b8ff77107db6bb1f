package dev.orgworks.domain.users;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.organizations.Reach;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides what a new token gets: never more than its maker has, wherever he has it. An administrator of the platform makes
 * tokens for anybody; everybody for himself; an administrator of organizations for their members, limited to these.
 */
@Component
class GrantToken {

    /**
     * What a token may do.
     *
     * @param role at most, anywhere
     * @param roles in each organization of its reach; null: the same in all
     */
    record Grant(Role role, Reach reach, @Nullable Map<Long, Role> roles) {}

    private final FindOrganizations organizations;
    private final FindUsers users;
    private final FindMembers members;
    private final GuardOwners owners;

    GrantToken(FindOrganizations organizations, FindUsers users, FindMembers members, GuardOwners owners) {
        this.organizations = organizations;
        this.users = users;
        this.members = members;
        this.owners = owners;
    }

    /**
     * Decides on a wish.
     *
     * @throws InvalidInputException when the token would reach nothing, or its organizations have to be named
     * @throws NotFoundException when an organization or the user does not exist for the maker
     * @throws DeniedException when the maker may not give as much as that
     * @throws ConflictException when the user is inactive
     */
    Grant grant(Caller maker, IssueToken.Wish wish) {
        boolean himself = wish.user() != null && wish.user().equals(maker.user());
        if (!himself && !maker.role().includes(Role.ADMIN)) {
            throw new DeniedException(
                    "This needs the role ADMIN; without it tokens are for oneself, with one's userId");
        }
        Set<Long> named =
                wish.roles() == null ? wish.organizationIds() : wish.roles().keySet();
        Reach within = himself ? maker.sight() : maker.administered();
        Reach reach = named == null ? within : new Reach(named);
        Set<Long> only = reach.only();
        if (only != null && only.isEmpty()) {
            throw new InvalidInputException(
                    wish.roles() == null ? "organizationIds" : "roles",
                    "EMPTY",
                    "Such a token would reach nothing; name organizations or leave them out");
        }
        if (named != null) {
            named.forEach(id -> organizations.byPath(id.toString(), within));
        }
        if (wish.user() != null && !himself) {
            checkUser(maker, wish.user(), named);
        }
        Role role = role(maker, wish);
        return new Grant(role, reach, only == null ? null : roles(maker, wish, role, only));
    }

    private void checkUser(Caller maker, long user, @Nullable Set<Long> named) {
        PlatformUser holder = users.byId(user, maker);
        if (!holder.active()) {
            throw new ConflictException("USER_INACTIVE", "The user is inactive; such a token would open nothing");
        }
        if (maker.isPlatformAdministrator()) {
            return;
        }
        if (holder.role() == PlatformRole.ADMIN) {
            throw new DeniedException("Only administrators of the platform issue tokens that act as one of them");
        }
        if (named == null) {
            throw new InvalidInputException(
                    "organizationIds",
                    "REQUIRED",
                    "organizationIds must name organizations that you administer, since the token acts as somebody else");
        }
        for (Long organization : named) {
            Member member = members.find(organization, user).orElseThrow(() -> new NotFoundException("Member", user));
            if (member.role() == MemberRole.OWNER && !owners.isOwner(maker, organization)) {
                throw new DeniedException("Only an owner issues tokens that act as an owner of the organization");
            }
        }
    }

    private static Role role(Caller maker, IssueToken.Wish wish) {
        Role wished = wish.role();
        if (wish.roles() != null) {
            wished = Collections.max(wish.roles().values());
        }
        if (wished == null) {
            return maker.role();
        }
        if (!maker.role().includes(wished)) {
            throw new DeniedException(
                    "A token with the role " + wished + " needs a maker of that role; yours is " + maker.role());
        }
        return wished;
    }

    private static @Nullable Map<Long, Role> roles(Caller maker, IssueToken.Wish wish, Role role, Set<Long> only) {
        Map<Long, Role> roles = new HashMap<>();
        boolean differ = wish.roles() != null;
        for (Long organization : only) {
            Role wished = wish.roles() == null ? role : wish.roles().get(organization);
            Role held = maker.roles() == null ? maker.role() : maker.roles().get(organization);
            if (wished == null || held == null) {
                throw new NotFoundException("Organization", organization);
            }
            if (wish.roles() != null && !held.includes(wished)) {
                throw new DeniedException(
                        "Your role in the organization " + organization + " is " + held + ", not " + wished);
            }
            differ |= !held.includes(wished);
            roles.put(organization, wished.least(held));
        }
        return differ ? Map.copyOf(roles) : null;
    }
}
