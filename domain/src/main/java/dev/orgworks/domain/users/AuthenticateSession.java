package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.Reach;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who stands behind a browser's session: its user, with all that he may do now. */
@Component
public class AuthenticateSession {

    private final FindCallers callers;
    private final FindUsers users;

    AuthenticateSession(FindCallers callers, FindUsers users) {
        this.callers = callers;
        this.users = users;
    }

    /**
     * Somebody who has signed in.
     *
     * @param mustChangePassword whether he may do nothing before he has changed his password
     */
    public record SignedIn(Caller caller, boolean mustChangePassword) {}

    /** The session's user, or empty when he is inactive by now. */
    public Optional<SignedIn> authenticate(long user, @Nullable String requestId, @Nullable String correlationId) {
        return callers.of(actor(user, requestId, correlationId), user, Role.ADMIN, Reach.EVERYTHING, null)
                .map(caller -> new SignedIn(caller, users.byId(user).mustChangePassword()));
    }

    static Actor actor(long user, @Nullable String requestId, @Nullable String correlationId) {
        return new Actor("user:" + user, requestId, correlationId);
    }
}
