package dev.orgworks.api.http;

import dev.orgworks.domain.users.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Echoes or makes {@code x-request-id} and {@code x-correlation-id}, and puts both into the log's context, with the caller. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIds extends OncePerRequestFilter {

    static final String REQUEST = "x-request-id";
    static final String CORRELATION = "x-correlation-id";
    private static final String CALLER = "caller";

    /** What may enter a log line or an audit row. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        note(request, response);
        try {
            chain.doFilter(request, response);
        } finally {
            forget();
        }
    }

    /** Gives a request its ids. Whoever does so has to {@link #forget} them on the same thread. */
    static void note(HttpServletRequest request, HttpServletResponse response) {
        note(request, response, REQUEST);
        note(request, response, CORRELATION);
    }

    /** From here on the thread works for nobody. */
    static void forget() {
        MDC.remove(REQUEST);
        MDC.remove(CORRELATION);
        MDC.remove(CALLER);
    }

    /** Notes who calls, for the log: the kind of caller and his number here, but no name and nothing that others gave him. */
    static void noteCaller(Caller caller, HttpServletRequest request) {
        String name = inLog(caller);
        request.setAttribute(CALLER, name);
        MDC.put(CALLER, name);
    }

    private static String inLog(Caller caller) {
        String name = caller.actor().name();
        int kindEnds = name.indexOf(':');
        String kind = kindEnds < 0 ? "" : name.substring(0, kindEnds);
        int end = name.indexOf(':', kindEnds + 1);
        String who =
                (kind.equals("token") || kind.equals("jwt")) ? name.substring(0, end < 0 ? name.length() : end) : kind;
        return caller.user() == null ? who : who + " user:" + caller.user();
    }

    /** Logs on a thread that does not know of the request. */
    static void inLog(HttpServletRequest request, Runnable logging) {
        MDC.put(REQUEST, of(request, REQUEST));
        MDC.put(CORRELATION, of(request, CORRELATION));
        if (request.getAttribute(CALLER) instanceof String caller) {
            MDC.put(CALLER, caller);
        }
        try {
            logging.run();
        } finally {
            forget();
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
        String id = sent != null && HARMLESS.matcher(sent).matches() ? sent : made();
        request.setAttribute(header, id);
        response.setHeader(header, id);
        MDC.put(header, id);
    }

    /** A random UUID without the lock of those that nobody may guess. */
    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() & Long.MAX_VALUE & ~(1L << 62)) | Long.MIN_VALUE;
        return new UUID(version4, variant).toString();
    }
}
