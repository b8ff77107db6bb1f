package dev.orgworks.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.orgworks.api.logs.Unquoting;
import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the log, and what never does. */
class LogsTest extends ListedRoutes {

    private static final String MARK = "Zaphod77";
    private static final String PASSWORD = "marvin-" + MARK + "-password";

    /** At DEBUG they tell requests as they were sent: the README says to leave them alone; the last is the test's own client. */
    private static final List<String> TELLING =
            List.of("org.springframework.web", "org.springframework.security", "org.apache", "jdk.internal.httpclient");

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger accesses = context.getLogger("dev.orgworks.api.http.AccessLog");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> json = new ConcurrentLinkedQueue<>();
    private final StructuredLogEncoder encoder = new StructuredLogEncoder();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Appender<ILoggingEvent> capturing = Unquoting.before(new AppenderBase<>() {

        {
            start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
                    + event.getKeyValuePairs()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            json.add(JsonMapper.shared().readTree(encoder.encode(event)));
        }
    });

    @BeforeEach
    void listen() {
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        root.iteratorForAppenders().forEachRemaining(others::add);
        root.addAppender(capturing);
        accesses.addAppender(capturing);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(capturing);
        accesses.detachAppender(capturing);
    }

    @Test
    void whateverWritesTheLogWritesItWithoutQuotations() {
        assertThat(others)
                .isNotEmpty()
                .allSatisfy(appender -> assertThat(appender).isInstanceOf(Unquoting.class));
    }

    @Test
    void aRequestHasOneLineWithItsRouteAndCallerAndWithoutWhatWasFilledIn() {
        Tenant tenant = tenant();
        Client viewer = somebody("VIEWER", tenant);
        String id = "one-line-" + tenant.id();

        viewer.get(tenant.path() + "/learners?search=" + MARK, "x-request-id", id, "x-correlation-id", "case-" + id)
                .expect(200);

        eventually(() ->
                assertThat(json).anySatisfy(line -> assertThat(access(line, id)).isTrue()));
        JsonNode line =
                json.stream().filter(each -> access(each, id)).findFirst().orElseThrow();
        assertThat(json.stream().filter(each -> access(each, id))).hasSize(1);
        assertThat(line.path("message").asString())
                .matches("GET /api/organizations/\\{organizationId}/learners 200 [0-9]+ ms");
        assertThat(line.path("x-correlation-id").asString()).isEqualTo("case-" + id);
        assertThat(line.path("caller").asString()).matches("token:[0-9]+");
        assertThat(line.path("http").path("response").path("status_code").asInt())
                .isEqualTo(200);
        assertThat(line.path("http").path("route").asString())
                .isEqualTo("/api/organizations/{organizationId}/learners");
    }

    @Test
    void aStreamHasItsLineToo() {
        Tenant tenant = tenant();
        imported(tenant, "user_id,login_id,status\nA,ada,active\n");

        admin.get(tenant.path() + "/learners?format=csv", "x-request-id", "stream-" + tenant.id())
                .expect(200);

        eventually(() -> assertThat(json)
                .anySatisfy(line ->
                        assertThat(access(line, "stream-" + tenant.id())).isTrue()));
    }

    @Test
    void nothingThatSomebodySendsIsInTheLog() throws IOException {
        Map<String, String> things = everything(tenant());
        Map<Logger, Level> levels = new HashMap<>(Map.of(root, root.getLevel()));
        TELLING.forEach(name ->
                levels.put(context.getLogger(name), context.getLogger(name).getLevel()));
        TELLING.forEach(name -> context.getLogger(name).setLevel(Level.INFO));
        root.setLevel(Level.DEBUG);
        // the test's output has no need of it
        others.forEach(root::detachAppender);
        try {
            everywhere(things);
            inGoodRequests();
            inBadTokens();
            inHardlyHttp();
            jobsAreDone();
        } finally {
            others.forEach(root::addAppender);
            levels.forEach(Logger::setLevel);
        }

        assertThat(lines).hasSizeGreaterThan(1_000);
        assertThat(lines.stream()
                        .filter(line -> line.contains(MARK) || line.contains(ADMINISTRATOR))
                        .map(line -> line.substring(0, Math.min(line.length(), 400)))
                        .distinct())
                .isEmpty();
    }

    private void everywhere(Map<String, String> things) {
        closedRoutes().filter(route -> !route.method().equals("DELETE")).forEach(template -> {
            Route route = template.with(things);
            String path = route.path() + "?" + (route.query().isEmpty() ? "" : route.query() + "&") + "search=" + MARK
                    + "&limit=" + MARK;
            String[] headers = {
                "Content-Type", "application/json", "X-Name", MARK, "User-Agent", MARK, "If-Match", MARK, "Cookie", MARK
            };
            for (String body : List.of(
                    "{\"" + MARK + "\": \"" + MARK + "\"}",
                    "{\"name\": \"" + MARK,
                    "{\"name\": [\"" + MARK + "\"]}",
                    "{\"role\": \"" + MARK + "\"}",
                    MARK)) {
                admin.send(route.method(), path, BodyPublishers.ofString(body), headers);
            }
            admin.send("PATCH", route.path() + "/" + MARK, BodyPublishers.noBody());
            nobody.with("orgw_" + MARK).get(route.path());
        });
    }

    private void inGoodRequests() {
        Tenant tenant = tenant();
        admin.put(tenant.path(), "{\"name\": \"%s %d\"}".formatted(MARK, tenant.id()))
                .expect(200);
        String user =
                "{\"firstName\": \"%s\", \"lastName\": \"%s\", \"email\": \"%s-%d@example.org\", \"role\": \"MEMBER\"}"
                        .formatted(MARK, MARK, MARK, tenant.id());
        admin.post("/api/users", user).expect(201);
        admin.post("/api/users", user).refused(409);
        Answer token = admin.post(
                        "/api/tokens",
                        "{\"name\": \"%s\", \"role\": \"MANAGER\", \"organizationIds\": [%d]}"
                                .formatted(MARK, tenant.id()))
                .expect(201);
        Client registrar = admin.with(token.text("/data/token"));
        imported(
                tenant,
                "user_id,login_id,first_name,last_name,email,status\n1,%1$s,%1$s,%1$s,%1$s@example.org,active\n,,,%1$s,x,%1$s\n"
                        .formatted(MARK));
        registrar.get(tenant.path() + "/learners?search=" + MARK).expect(200);
        registrar
                .patch(
                        tenant.path() + "/learners",
                        "{\"changes\": [{\"externalId\": \"1\", \"action\": \"edit\", \"fields\": {\"lastName\": \"%s\"}}]}"
                                .formatted(MARK + "2"))
                .expect(200);
        registrar.post(
                tenant.path() + "/sis/import", "text/csv", (MARK + "\n" + MARK).getBytes(StandardCharsets.UTF_8));
        nobody.post("/api/session", "{\"email\": \"%s@example.org\", \"password\": \"%s\"}".formatted(MARK, PASSWORD));
        database.sql("alter table access_token rename to access_token_away").update();
        try {
            admin.get("/api/tokens?search=" + MARK).refused(500);
        } finally {
            database.sql("alter table access_token_away rename to access_token").update();
        }
    }

    private void inBadTokens() {
        for (String part :
                List.of(MARK, encoded("{\"iss\": \"" + MARK + "\"}"), encoded("{\"alg\": \"" + MARK + "\"}"))) {
            nobody.with(part + "." + part + "." + part).get("/api/jobs").refused(401);
        }
    }

    private void inHardlyHttp() throws IOException {
        for (String line : List.of("GET /api/<" + MARK + "> HTTP/1.1", MARK + "( / HTTP/1.1", "GET /?%zz" + MARK)) {
            try (Socket socket = new Socket("localhost", admin.port())) {
                socket.getOutputStream()
                        .write((line + "\r\nHost: " + MARK + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean access(JsonNode line, String requestId) {
        return line.path("log").path("logger").asString("").endsWith(".AccessLog")
                && line.path("x-request-id").asString("").equals(requestId);
    }
}
