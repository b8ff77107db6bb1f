package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.Sha256;
import dev.orgworks.domain.organizations.FindSessionOrganization;
import dev.orgworks.domain.organizations.Reach;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who stands behind a genuine JWT. */
@Component
public class AcceptJwt {

    private static final int ACTOR_CHARACTERS = 255;

    private final LinkIdentity identities;
    private final FindCallers callers;
    private final FindSessionOrganization organizations;

    AcceptJwt(LinkIdentity identities, FindCallers callers, FindSessionOrganization organizations) {
        this.identities = identities;
        this.callers = callers;
        this.organizations = organizations;
    }

    /**
     * The caller: the user to whom the bearer is linked, with that user's memberships; or else somebody with the session's role
     * in the session's organization, who reaches nothing while there is no such organization here.
     *
     * @return empty when the user is inactive
     */
    public Optional<Caller> accept(JwtSession session, @Nullable String requestId, @Nullable String correlationId) {
        Actor actor = new Actor(actorName(session), requestId, correlationId);
        Optional<Long> user = identities.userOf(session, actor);
        return user.isPresent()
                ? callers.of(actor, user.get(), Role.ADMIN, Reach.EVERYTHING, null)
                        .map(caller -> caller.inClerkOrganization(session.clerkOrganization()))
                : Optional.of(new Caller(actor, session.role(), reach(session))
                        .inClerkOrganization(session.clerkOrganization()));
    }

    private Reach reach(JwtSession session) {
        return new Reach(organizations
                .of(session.clerkOrganization(), session.organization())
                .map(Set::of)
                .orElse(Set.of()));
    }

    /** Different for any two bearers, since what they ask for once is kept under it; so the issuer's path counts too. */
    private static String actorName(JwtSession session) {
        String issuer = session.issuer().substring(session.issuer().indexOf("://") + "://".length());
        String name = "jwt:" + issuer + ":" + session.subject();
        if (name.length() <= ACTOR_CHARACTERS) {
            return name;
        }
        String hash = HexFormat.of().formatHex(Sha256.of(name));
        return name.substring(0, ACTOR_CHARACTERS - hash.length() - 1) + "#" + hash;
    }
}
