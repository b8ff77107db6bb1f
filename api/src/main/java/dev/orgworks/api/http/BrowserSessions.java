package dev.orgworks.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** Starts, finds and ends the sessions of browsers, which lie in the database. */
@Component
@EnableConfigurationProperties(SessionSettings.class)
public class BrowserSessions {

    /** By this attribute's value sessions are found when their user must not have them any more. */
    private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private final SessionSettings settings;
    private final RateLimits limits;
    private final InstantSource clock;

    BrowserSessions(SessionSettings settings, RateLimits limits, InstantSource clock) {
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A running session.
     *
     * @param csrfToken what a request that changes something sends as {@code X-CSRF-TOKEN}
     * @param endsAt when it ends in any case
     */
    public record BrowserSession(long user, String csrfToken, Instant endsAt) {}

    /**
     * Counts an attempt to sign in, before its password is looked at.
     *
     * @throws RuntimeException answered by 429, when there were too many
     */
    public void admit(HttpServletRequest request, HttpServletResponse response, String account) {
        limits.signIn(request.getRemoteAddr(), account, response);
    }

    /** Starts a session in place of the one that the browser had, under another id. */
    public BrowserSession start(HttpServletRequest request, long user) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) settings.idle().toSeconds());
        session.setAttribute(USER, Long.toString(user));
        return shown(session, user);
    }

    /** The browser's session, unless it has ended. */
    public Optional<BrowserSession> find(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(USER) instanceof String user)) {
            return Optional.empty();
        }
        BrowserSession found = shown(session, Long.parseLong(user));
        if (!clock.instant().isBefore(found.endsAt())) {
            session.invalidate();
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /** Ends the browser's session, if it has one. */
    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private BrowserSession shown(HttpSession session, long user) {
        return new BrowserSession(
                user,
                SessionCsrf.of(session.getId()),
                Instant.ofEpochMilli(session.getCreationTime()).plus(settings.longest()));
    }
}
