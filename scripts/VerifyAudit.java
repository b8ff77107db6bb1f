import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a running platform whether somebody tampered with its audit: {@code java scripts/VerifyAudit.java URL [ORGANIZATION]}.
 * Without an organization (its number or UUID; {@code platform} for the platform's own events) all chains are looked at. The
 * token is in ORGWORKS_ADMIN_TOKEN. Exits with 1 when somebody did, with 2 when it could not find out.
 */
public final class VerifyAudit {

    private static final int PAGE = 100;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI url;
    private final String token;
    private int chains;
    private int tampered;

    private VerifyAudit(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    public static void main(String[] args) throws InterruptedException {
        if (args.length < 1 || args.length > 2) {
            fail("usage: java scripts/VerifyAudit.java URL [ORGANIZATION]");
        }
        try {
            var token = System.getenv().getOrDefault("ORGWORKS_ADMIN_TOKEN", "").strip();
            var verify = new VerifyAudit(URI.create(args[0]), token);
            verify.run(args.length == 2 ? args[1] : null);
            System.exit(verify.tampered == 0 ? 0 : 1);
        } catch (ConnectException e) {
            fail("nothing answers at " + args[0]);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            fail(e.getMessage());
        }
    }

    private void run(String organization) throws IOException, InterruptedException {
        if (organization == null) {
            look("the platform", "/api/audit/verify");
            lookAtAll();
            System.out.printf("%d chains, %s%n", chains, tampered == 0 ? "all as they were written" : tampered + " tampered with");
        } else if (organization.equals("platform")) {
            look("the platform", "/api/audit/verify");
        } else {
            look("organization " + organization, path(organization));
        }
    }

    private void lookAtAll() throws IOException, InterruptedException {
        List<?> page;
        var offset = 0;
        do {
            page = (List<?>) get("/api/organizations?limit=" + PAGE + "&offset=" + offset).get("data");
            for (var each : page) {
                var organization = (Map<?, ?>) each;
                look("organization " + organization.get("id") + " " + organization.get("name"),
                        path(String.valueOf(organization.get("id"))));
            }
            offset += PAGE;
        } while (page.size() == PAGE);
    }

    private void look(String whose, String path) throws IOException, InterruptedException {
        var found = (Map<?, ?>) get(path).get("data");
        chains++;
        if (found.get("ok").equals("true")) {
            System.out.printf("ok        %s: %s events%s%n", whose, found.get("rows"), head(found));
        } else {
            tampered++;
            var where = (Map<?, ?>) found.get("tampered");
            System.out.printf("TAMPERED  %s: %s (%s, event id %s); %s events before it hold%n",
                    whose, where.get("message"), where.get("kind"), where.get("id"), found.get("rows"));
        }
    }

    private static String head(Map<?, ?> found) {
        return (found.get("headHash") == null ? "" : ", head " + found.get("headHash"))
                + ("0".equals(found.get("unchained")) ? "" : ", " + found.get("unchained") + " not in a chain yet");
    }

    private static String path(String organization) {
        return "/api/organizations/" + URLEncoder.encode(organization, StandardCharsets.UTF_8) + "/audit/verify";
    }

    private Map<?, ?> get(String path) throws IOException, InterruptedException {
        var response = http.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json")
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("GET " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return (Map<?, ?>) new Reader(response.body()).value();
    }

    private static void fail(String message) {
        System.err.println("audit-verify: " + message);
        System.exit(2);
    }

    /** Reads JSON into maps, lists and strings; numbers, true and false stay as they are written, null is null. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Object value() {
            return switch (next()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> literal();
            };
        }

        private Map<String, Object> object() {
            var object = new LinkedHashMap<String, Object>();
            for (take('{'); next() != '}'; separator('}')) {
                var name = string();
                take(':');
                object.put(name, value());
            }
            take('}');
            return object;
        }

        private List<Object> array() {
            var array = new ArrayList<>();
            for (take('['); next() != ']'; separator(']')) {
                array.add(value());
            }
            take(']');
            return array;
        }

        private String string() {
            take('"');
            var string = new StringBuilder();
            while (here() != '"') {
                var c = text.charAt(at++);
                string.append(c == '\\' ? escaped() : c);
            }
            take('"');
            return string.toString();
        }

        private char escaped() {
            var c = here();
            at++;
            return switch (c) {
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
                default -> c;
            };
        }

        private String literal() {
            var begin = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            var literal = text.substring(begin, at);
            if (literal.isEmpty()) {
                throw unexpected();
            }
            return literal.equals("null") ? null : literal;
        }

        private void separator(char end) {
            if (next() != end) {
                take(',');
            }
        }

        private void take(char c) {
            if (next() != c) {
                throw unexpected();
            }
            at++;
        }

        /** The next character that is not white space, without taking it. */
        private char next() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return here();
        }

        private char here() {
            if (at >= text.length()) {
                throw unexpected();
            }
            return text.charAt(at);
        }

        private IllegalArgumentException unexpected() {
            return new IllegalArgumentException("the answer is not JSON at character " + at);
        }
    }
}
