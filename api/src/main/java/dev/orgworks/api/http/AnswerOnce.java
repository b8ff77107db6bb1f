package dev.orgworks.api.http;

import dev.orgworks.domain.database.Sha256;
import dev.orgworks.domain.idempotency.AskedBody;
import dev.orgworks.domain.idempotency.DoOnce;
import dev.orgworks.domain.idempotency.DoOnce.Done;
import dev.orgworks.domain.idempotency.KeptAnswer;
import dev.orgworks.domain.idempotency.OnceKey;
import dev.orgworks.domain.idempotency.OnceKey.Life;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Answers what is asked for under an {@code Idempotency-Key} once, and its repetitions with the same bytes. */
@Component
public class AnswerOnce {

    /** Says that an answer was given before. */
    static final String REPLAYED = "Idempotent-Replayed";

    private final DoOnce once;
    private final FindOrganizations organizations;
    private final JsonMapper json;

    AnswerOnce(DoOnce once, FindOrganizations organizations, JsonMapper json) {
        this.once = once;
        this.organizations = organizations;
        this.json = json;
    }

    /**
     * Answers a request whose body the handler has read already; without a key, by the work alone.
     *
     * @param asked what the body asks for, without what differs between two requests for the same
     * @param work does it in the transaction in which its answer is kept; not called when it was done before
     */
    public ResponseEntity<?> answer(HttpServletRequest request, Object asked, Callable<ResponseEntity<?>> work)
            throws Exception {
        Optional<String> key = IdempotencyKey.of(request);
        if (key.isEmpty()) {
            return work.call();
        }
        Done done = once.doOnce(
                key(key.get(), Life.ORDINARY, false, request),
                AskedBody.of(json.writeValueAsBytes(asked), query(request)),
                () -> rendered(work.call()));
        HttpHeaders headers = new HttpHeaders();
        done.answer().headers().forEach(headers::put);
        if (done.replayed()) {
            headers.set(REPLAYED, "true");
        }
        return ResponseEntity.status(done.answer().status())
                .headers(headers)
                .body(done.answer().body().getBytes(StandardCharsets.UTF_8));
    }

    private KeptAnswer rendered(ResponseEntity<?> answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.getHeaders().forEach(headers::put);
        headers.put(HttpHeaders.CONTENT_TYPE, List.of(MediaType.APPLICATION_JSON_VALUE));
        return new KeptAnswer(answer.getStatusCode().value(), headers, json.writeValueAsString(answer.getBody()));
    }

    /** Answers by the work, or as it was answered before; the bytes go out behind the commit only. */
    void answer(OnceKey key, BufferedRequest request, HttpServletResponse response, Callable<KeptAnswer> work)
            throws Exception {
        Done done = once.doOnce(key, AskedBody.of(request.body(), query(request)), work);
        if (done.replayed()) {
            response.setHeader(REPLAYED, "true");
        }
        send(done.answer(), response);
    }

    private static void send(KeptAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach((name, values) -> {
            response.setHeader(name, values.get(0));
            values.stream().skip(1).forEach(value -> response.addHeader(name, value));
        });
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * What a key belongs to. An organization of the path is looked up also when nothing is done: whom it does not exist for
     * does not get an old answer about it.
     */
    OnceKey key(String key, Idempotent route, HttpServletRequest request) {
        return key(key, route.value(), route.showsSecret(), request);
    }

    private OnceKey key(String key, Life life, boolean showsSecret, HttpServletRequest request) {
        Caller caller = CallerArgument.current();
        Optional<Organization> organization = OrganizationArgument.reached(
                organizations, request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        String secret = key;
        String scope = scope(caller);
        String path = request.getRequestURI();
        if (life == Life.ORDER) {
            scope = "organization:" + organization.orElseThrow().id();
            path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        }
        if (showsSecret) {
            String credential = String.valueOf(request.getHeader("Authorization"));
            secret = key + "\n" + credential;
            scope = HexFormat.of().formatHex(Sha256.of(credential), 0, 8) + ":" + scope;
        }
        return new OnceKey(scope, request.getMethod(), path, key, secret, life);
    }

    /** Who calls: a user whichever of his tokens he sends, or else the token. */
    static String scope(Caller caller) {
        String who = caller.user() == null ? caller.actor().name() : "user:" + caller.user();
        return caller.clerkOrganization() == null ? who : who + "@" + caller.clerkOrganization();
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        return UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams();
    }
}
