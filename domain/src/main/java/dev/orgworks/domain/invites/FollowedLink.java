package dev.orgworks.domain.invites;

import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.provisioning.EmailDomains;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a link leads that somebody has, as far as it is his to know.
 *
 * @param kind what kind of link it is
 * @param organization its name
 * @param inviter who invites, by his name; null: nobody in particular
 * @param email whom, without most of it; null: whoever has the link
 * @param domains the only ones of whose addresses it takes; empty: any
 * @param seat whether he gets a licence, too
 */
public record FollowedLink(
        Kind kind,
        String organization,
        @Nullable String inviter,
        MemberRole role,
        @Nullable String email,
        EmailDomains domains,
        @Nullable String message,
        boolean seat,
        Instant expiresAt) {

    /** Kinds of links. */
    public enum Kind {
        /** Somebody's own, from a letter: who has it, has the mailbox. */
        INVITE,
        /** One for many, such as on a poster: who has it can ask for an invite. */
        LINK
    }

    /** An address by which its owner knows it and nobody else learns it. */
    static String masked(String email) {
        return email.substring(0, email.offsetByCodePoints(0, 1)) + "•••" + email.substring(email.lastIndexOf('@'));
    }

    /** @throws GoneException unless the invite can be accepted */
    static void checkOpen(Invite invite) {
        switch (invite.state()) {
            case PENDING -> {}
            case ACCEPTED -> throw new GoneException("INVITE_ACCEPTED", "The invitation was accepted already; sign in");
            case REVOKED -> throw new GoneException("INVITE_REVOKED", "The invitation was taken back");
            case EXPIRED ->
                throw new GoneException("INVITE_EXPIRED", "The invitation has expired; ask for another one");
            case BOUNCED ->
                throw new GoneException("INVITE_BOUNCED", "The invitation's letter came back; ask for another one");
        }
    }

    /** Of an organization that is no more. */
    static GoneException organizationGone() {
        return new GoneException("ORGANIZATION_DELETED", "The organization that invited you does not exist any more");
    }
}
