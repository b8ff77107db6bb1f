package dev.orgworks.api.http;

import dev.orgworks.api.identity.DecodeJwt;
import dev.orgworks.domain.directory.DirectoryVersion;
import dev.orgworks.domain.users.AcceptJwt;
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
    private final DecodeJwt decode;
    private final AcceptJwt accept;
    private final DirectoryVersion directory;

    BearerTokens(AuthenticateToken authenticate, DecodeJwt decode, AcceptJwt accept, DirectoryVersion directory) {
        this.directory = directory;
        this.authenticate = authenticate;
        this.decode = decode;
        this.accept = accept;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        directory.<ServletException, IOException>once(() -> {
            caller(request).ifPresent(caller -> {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                        caller, "", List.of(new SimpleGrantedAuthority("ROLE_" + caller.role()))));
                SecurityContextHolder.setContext(context);
            });
            chain.doFilter(request, response);
        });
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
        String token = header.substring(BEARER.length()).strip();
        return token.isEmpty()
                ? Optional.empty()
                : caller(
                        token,
                        RequestIds.of(request, RequestIds.REQUEST),
                        RequestIds.of(request, RequestIds.CORRELATION));
    }

    /** A token's form decides who judges it; what one refuses is never tried on the other. */
    private Optional<Caller> caller(String token, String requestId, String correlationId) {
        TokenSecret secret = new TokenSecret(token);
        return DecodeJwt.hasForm(token) && !authenticate.isOurs(secret)
                ? decode.decode(token).flatMap(session -> accept.accept(session, requestId, correlationId))
                : authenticate.authenticate(secret, requestId, correlationId);
    }
}
