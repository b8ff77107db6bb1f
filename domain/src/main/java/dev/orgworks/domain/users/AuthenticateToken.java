package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.Reach;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Tells who stands behind a bearer token. */
@Component
@EnableConfigurationProperties(AdminTokenSettings.class)
public class AuthenticateToken {

    private static final int ACTOR_CHARACTERS = 255;

    private final FindTokens tokens;
    private final FindCallers callers;
    private final NoteTokenUse use;
    private final @Nullable TokenSecret administrator;
    private final InstantSource clock;

    AuthenticateToken(
            FindTokens tokens,
            FindCallers callers,
            NoteTokenUse use,
            AdminTokenSettings settings,
            InstantSource clock) {
        this.use = use;
        this.tokens = tokens;
        this.callers = callers;
        this.administrator = settings.adminToken() == null ? null : new TokenSecret(settings.adminToken());
        this.clock = clock;
    }

    /** Whether a token is one of the platform's own, known or not, and nobody else's to judge. */
    public boolean isOurs(TokenSecret secret) {
        return secret.hasPrefix() || isAdministrators(secret);
    }

    /** The caller, or empty when the token is unknown, expired or revoked, or its user is inactive. */
    public Optional<Caller> authenticate(
            TokenSecret secret, @Nullable String requestId, @Nullable String correlationId) {
        if (isAdministrators(secret)) {
            return Optional.of(new Caller(
                    new Actor("token:administrator", requestId, correlationId),
                    Role.ADMIN,
                    Reach.EVERYTHING,
                    callers.firstAdministrator().orElse(null),
                    null,
                    null));
        }
        Instant now = clock.instant();
        return tokens.byHash(secret.hash(), now)
                .filter(token -> token.isValidAt(now))
                .flatMap(token -> {
                    use.note(token, now);
                    Actor actor = new Actor(actorName(token), requestId, correlationId, token.login());
                    return token.user() == null
                            ? Optional.of(new Caller(
                                    actor, token.role(), token.reach(), null, token.contract(), token.roles()))
                            : callers.of(actor, token.user(), token.role(), token.reach(), token.contract())
                                    .map(caller -> caller.within(token.roles()));
                });
    }

    private boolean isAdministrators(TokenSecret secret) {
        return administrator != null && administrator.matches(secret);
    }

    /** The audit and every {@code created_by} hold 255 characters; the id in front tells tokens of one beginning apart. */
    private static String actorName(AccessToken token) {
        String name = "token:" + token.id() + ":" + token.name();
        return name.codePointCount(0, name.length()) <= ACTOR_CHARACTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, ACTOR_CHARACTERS));
    }
}
