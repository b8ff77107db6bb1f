package dev.orgworks.api.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes a line for every request once it is answered, a stream's at its end: the method, the route as it is written down here
 * and not as somebody filled it in, the status and the time. A request that never got as far as a route has {@code -} instead.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@ConditionalOnBooleanProperty(name = "orgworks.access-log", matchIfMissing = true)
class AccessLog extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private static final String NONE = "-";

    /** HTTP allows any word, and so whatever a client wants to have in the log. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begun = System.nanoTime();
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtTheEnd(request, response, begun));
            } else {
                write(request, answered ? response.getStatus() : 500, begun);
            }
        }
    }

    private static void write(HttpServletRequest request, int status, long begun) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        long nanos = System.nanoTime() - begun;
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : NONE;
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String template = route == null ? NONE : route.toString();
        LOG.atInfo()
                .addKeyValue("http.request.method", method)
                .addKeyValue("http.route", template)
                .addKeyValue("http.response.status_code", status)
                .addKeyValue("event.duration", nanos)
                .log("{} {} {} {} ms", method, template, status, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** Of an answer that goes on when the request's own thread has left it. */
    private record AtTheEnd(HttpServletRequest request, HttpServletResponse response, long begun)
            implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            RequestIds.inLog(request, () -> write(request, response.getStatus(), begun));
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // is completed then
        }

        @Override
        public void onError(AsyncEvent event) {
            // is completed then
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
