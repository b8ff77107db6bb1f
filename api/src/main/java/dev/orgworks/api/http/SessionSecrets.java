package dev.orgworks.api.http;

import dev.orgworks.domain.database.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.stereotype.Component;

/**
 * The secrets that browsers keep in a cookie. A session's id is the hash of its secret, so that the database opens no session,
 * as it opens no token.
 */
@Component
class SessionSecrets implements HttpSessionIdResolver, SessionIdGenerator {

    static final String COOKIE = "orgworks-session";

    /** The id whose cookie the present answer has: it is asked for when the answer begins and when the request ends. */
    private static final String WRITTEN = SessionSecrets.class.getName() + ".written";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DefaultCookieSerializer cookies = new DefaultCookieSerializer();

    /** The secret of the session that the present request makes: its cookie is written on the same thread. */
    private final ThreadLocal<@Nullable String> made = new ThreadLocal<>();

    SessionSecrets() {
        cookies.setCookieName(COOKIE);
        cookies.setCookiePath("/");
        cookies.setSameSite("Strict");
        cookies.setUseBase64Encoding(false);
    }

    @Override
    public String generate() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        made.set(secret);
        return id(secret);
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        return cookies.readCookieValues(request).stream()
                .map(SessionSecrets::id)
                .toList();
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String sessionId) {
        if (sessionId.equals(request.getAttribute(WRITTEN))) {
            return;
        }
        String secret = made.get();
        made.remove();
        if (secret == null || !id(secret).equals(sessionId)) {
            throw new IllegalStateException("A session was made on another thread than its cookie");
        }
        cookies.writeCookieValue(new CookieValue(request, response, secret));
        request.setAttribute(WRITTEN, sessionId);
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        cookies.writeCookieValue(new CookieValue(request, response, ""));
    }

    private static String id(String secret) {
        return HexFormat.of().formatHex(Sha256.of(secret));
    }
}
