package dev.orgworks.api.http;

import dev.orgworks.domain.users.AuthenticateToken;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.TokenSecret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out from {@code Authorization: Bearer} who calls. A token that opens nothing leaves the request without a caller. */
class BearerTokens extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final AuthenticateToken authenticate;

    BearerTokens(AuthenticateToken authenticate) {
        this.authenticate = authenticate;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        caller(request).ifPresent(caller -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                    caller, "", List.of(new SimpleGrantedAuthority("ROLE_" + caller.role()))));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    /** Also when the response is continued on another thread, so that a stream does not end in a 401. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String secret = header.substring(BEARER.length()).strip();
        return secret.isEmpty()
                ? Optional.empty()
                : authenticate.authenticate(
                        new TokenSecret(secret),
                        RequestIds.of(request, RequestIds.REQUEST),
                        RequestIds.of(request, RequestIds.CORRELATION));
    }
}
