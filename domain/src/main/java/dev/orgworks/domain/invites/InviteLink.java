package dev.orgworks.domain.invites;

import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.provisioning.EmailDomains;
import java.time.Instant;

/**
 * A link for many, by which whoever has it can ask for an invite: a provisioning token of that kind.
 *
 * @param domains whose addresses it takes
 * @param open why it leads nowhere any more, or that it does lead somewhere
 */
record InviteLink(
        long id,
        long organizationId,
        String hint,
        MemberRole role,
        EmailDomains domains,
        Instant expiresAt,
        Open open) {

    /** Whether a link can be followed. */
    enum Open {
        YES,
        REVOKED,
        EXPIRED,
        USED_UP
    }

    /** @throws GoneException when it leads nowhere any more */
    void checkOpen() {
        switch (open) {
            case YES -> {}
            case REVOKED -> throw new GoneException("INVITE_REVOKED", "The link was taken back");
            case EXPIRED -> throw new GoneException("INVITE_EXPIRED", "The link has expired; ask for another one");
            case USED_UP -> throw new GoneException("INVITE_USED_UP", "The link was used as often as it may be");
        }
    }
}
