package dev.orgworks.domain.users;

import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.organizations.MemberRole;
import org.springframework.stereotype.Component;

/** Tells which roles somebody may offer to others before they are members, as {@link SetMember} does of members. */
@Component
public class OfferRole {

    private final GuardOwners owners;

    OfferRole(GuardOwners owners) {
        this.owners = owners;
    }

    /**
     * Looks at an offer.
     *
     * @param caller an administrator of the organization
     * @throws DeniedException when he who is none offers somebody to be an owner
     */
    public void check(Caller caller, long organization, MemberRole role) {
        if (role == MemberRole.OWNER && !owners.isOwner(caller, organization)) {
            throw new DeniedException("Only an owner of the organization or an administrator of the platform makes"
                    + " and unmakes owners");
        }
    }
}
