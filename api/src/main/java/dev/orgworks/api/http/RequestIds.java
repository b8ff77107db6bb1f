package dev.orgworks.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Echoes or makes {@code x-request-id} and {@code x-correlation-id}, and puts both into the log's context. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIds extends OncePerRequestFilter {

    static final String REQUEST = "x-request-id";
    static final String CORRELATION = "x-correlation-id";

    /** What may enter a log line or an audit row. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        note(request, response, REQUEST);
        note(request, response, CORRELATION);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(REQUEST);
            MDC.remove(CORRELATION);
        }
    }

    /** The {@code x-correlation-id} of a request, sent or made. */
    public static String correlation(HttpServletRequest request) {
        return of(request, CORRELATION);
    }

    /** The id under which a header's value, sent or made, is known while the request lasts. */
    static String of(HttpServletRequest request, String header) {
        return String.valueOf(request.getAttribute(header));
    }

    /** The id of one request. */
    public static String requestId(HttpServletRequest request) {
        return of(request, REQUEST);
    }

    private static void note(HttpServletRequest request, HttpServletResponse response, String header) {
        String sent = request.getHeader(header);
        String id = sent != null && HARMLESS.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        request.setAttribute(header, id);
        response.setHeader(header, id);
        MDC.put(header, id);
    }
}
