package dev.orgworks.api.http;

import dev.orgworks.domain.users.AuthenticateSession;
import dev.orgworks.domain.users.AuthenticateSession.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out from a browser's session who calls, when the request brings no {@code Authorization}. */
class SessionCookies extends OncePerRequestFilter {

    private static final String SESSION = "/api/session";

    private final BrowserSessions sessions;
    private final AuthenticateSession authenticate;
    private final Failures failures;

    SessionCookies(BrowserSessions sessions, AuthenticateSession authenticate, Failures failures) {
        this.sessions = sessions;
        this.authenticate = authenticate;
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SignedIn> signedIn = signedIn(request);
        if (signedIn.isPresent()) {
            if (signedIn.get().mustChangePassword() && !mayBeforeTheChange(request)) {
                failures.write(
                        Failure.of(
                                        HttpStatus.FORBIDDEN,
                                        "Forbidden",
                                        "Change your password first: PUT /api/session/password")
                                .withCode("PASSWORD_CHANGE_REQUIRED"),
                        request,
                        response);
                return;
            }
            CallerArgument.limit(signedIn.get().caller());
        }
        chain.doFilter(request, response);
    }

    /** Also when the response is continued on another thread, so that a stream does not end in a 401. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private Optional<SignedIn> signedIn(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                ? Optional.empty()
                : sessions.find(request)
                        .flatMap(session -> authenticate.authenticate(
                                session.user(),
                                RequestIds.of(request, RequestIds.REQUEST),
                                RequestIds.of(request, RequestIds.CORRELATION)));
    }

    private static boolean mayBeforeTheChange(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(SESSION) || path.equals(SESSION + "/password");
    }
}
