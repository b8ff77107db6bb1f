package dev.orgworks.api.http;

import dev.orgworks.domain.database.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * The token by which a page of ours shows that it, and not another site, sends a request with the session's cookie. It is
 * made of the session's id, which nobody gets to see, so it needs no keeping and is another in each session.
 */
final class SessionCsrf implements CsrfTokenRepository {

    static final String HEADER = "X-CSRF-TOKEN";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final HttpSessionIdResolver sessions;

    SessionCsrf(HttpSessionIdResolver sessions) {
        this.sessions = sessions;
    }

    static String of(String sessionId) {
        return HexFormat.of().formatHex(Sha256.of("csrf " + sessionId));
    }

    /** Requests that authenticate by the cookie and change something; signing in takes JSON, which no other site can send. */
    static boolean isNeeded(HttpServletRequest request, HttpSessionIdResolver sessions) {
        return !HARMLESS.contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && !(request.getMethod().equals("POST")
                        && request.getRequestURI().equals("/api/session"))
                && !sessions.resolveSessionIds(request).isEmpty();
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        List<String> ids = sessions.resolveSessionIds(request);
        return token(ids.isEmpty() ? UUID.randomUUID().toString() : ids.get(0));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // nothing is kept: the session's id makes it again
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        List<String> ids = sessions.resolveSessionIds(request);
        return ids.isEmpty() ? null : token(ids.get(0));
    }

    private static CsrfToken token(String sessionId) {
        return new DefaultCsrfToken(HEADER, "_csrf", of(sessionId));
    }
}
