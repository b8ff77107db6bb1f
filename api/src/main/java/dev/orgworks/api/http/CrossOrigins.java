package dev.orgworks.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of the origins that are configured call the API from a browser (the Fetch standard's CORS protocol), and answers their
 * preflight requests with 204 as the support contract says. Other origins get the answers of any client, which their browser then
 * keeps from them. Credentials are not allowed: bearer tokens are sent as a header, which needs none.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
@EnableConfigurationProperties(CorsSettings.class)
class CrossOrigins extends OncePerRequestFilter {

    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key, x-idempotency-key, x-request-id, "
                    + "x-correlation-id, X-Api-Contract, Last-Event-ID";
    private static final String EXPOSED =
            "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed, "
                    + "Content-Disposition, x-request-id, x-correlation-id";
    private static final String AN_HOUR = "3600";

    private final Set<String> allowed;

    CrossOrigins(CorsSettings settings) {
        this.allowed = Set.copyOf(settings.allowedOrigins());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!allowed.isEmpty()) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && allowed.contains(origin)) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            if (CorsUtils.isPreFlightRequest(request)) {
                response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
                response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
                response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, AN_HOUR);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
        chain.doFilter(request, response);
    }
}
