import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Imports a roster into the organization that is named like the file, which is made if it is missing, and shows the
 * progress and the result: {@code java scripts/ImportRoster.java URL TOKEN FILE}. The token {@code -} stands for the
 * environment variable ORGWORKS_ADMIN_TOKEN. Exits with 1 when the import did not complete.
 */
public final class ImportRoster {

    private static final Duration POLL_EVERY = Duration.ofMillis(300);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI url;
    private final String token;

    private ImportRoster(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: java scripts/ImportRoster.java URL TOKEN FILE   (TOKEN -: $ORGWORKS_ADMIN_TOKEN)");
            System.exit(1);
        }
        var token = args[1].equals("-") ? System.getenv().getOrDefault("ORGWORKS_ADMIN_TOKEN", "") : args[1];
        try {
            new ImportRoster(URI.create(args[0]), token.strip()).run(Path.of(args[2]));
        } catch (ConnectException e) {
            fail("nothing answers at " + args[0]);
        } catch (Refused e) {
            fail(e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            fail(e.toString());
        }
    }

    private void run(Path file) throws IOException, InterruptedException {
        var fileName = file.getFileName().toString();
        var dot = fileName.lastIndexOf('.');
        var organization = organization(dot > 0 ? fileName.substring(0, dot) : fileName);

        var begin = System.nanoTime();
        System.out.printf(Locale.ROOT, "uploading %s (%.1f MB)%n", fileName, Files.size(file) / 1e6);
        var upload = send(
                "POST",
                "/api/organizations/" + organization + "/sis/import?fileName=" + encoded(fileName),
                "text/csv",
                BodyPublishers.ofFile(file));
        var body = Json.read(upload.body());
        var location = upload.headers()
                .firstValue("Location")
                .orElse("/api/organizations/" + organization + "/sis/import/" + body.at("data", "import", "id"));

        var job = attend(body.text("data", "job", "id"));
        var seconds = (System.nanoTime() - begin) / 1e9;
        var state = job.text("data", "state");
        if (!state.equals("COMPLETED")) {
            var error = job.text("data", "error");
            throw new Refused("the import is " + state + (error.isEmpty() ? "" : ": " + error));
        }
        report(Json.read(send("GET", location, null, BodyPublishers.noBody()).body()), seconds);
    }

    /** The id of the organization of this name, made if there is none. */
    private String organization(String name) throws IOException, InterruptedException {
        var found = Json.read(send("GET", "/api/organizations?name=" + encoded(name), null, BodyPublishers.noBody())
                .body());
        for (var each : found.at("data").list()) {
            if (each.text("name").equals(name)) {
                System.out.printf("organization %s (id %s)%n", name, each.text("id"));
                return each.text("id");
            }
        }
        var made = Json.read(send(
                        "POST",
                        "/api/organizations",
                        "application/json",
                        BodyPublishers.ofString("{\"name\": " + Json.quoted(name) + "}"))
                .body());
        System.out.printf("organization %s made (id %s)%n", name, made.text("data", "id"));
        return made.text("data", "id");
    }

    /** Shows the job's progress until it has ended, and returns how it stands then. */
    private Json attend(String jobId) throws IOException, InterruptedException {
        // scripts/run knows better: it starts this in the background, where Java sees no console
        var terminal = Boolean.parseBoolean(System.getProperty("terminal", String.valueOf(System.console() != null)));
        var reported = System.nanoTime() - REPORT_EVERY.toNanos();
        while (true) {
            var job = Json.read(send("GET", "/api/jobs/" + jobId, null, BodyPublishers.noBody())
                    .body());
            var ended = List.of("COMPLETED", "FAILED", "CANCELLED").contains(job.text("data", "state"));
            if (terminal) {
                System.out.printf("\r%-78s%s", progress(job), ended ? System.lineSeparator() : "");
                System.out.flush();
            } else if (ended || System.nanoTime() - reported >= REPORT_EVERY.toNanos()) {
                System.out.println(progress(job));
                reported = System.nanoTime();
            }
            if (ended) {
                return job;
            }
            Thread.sleep(POLL_EVERY.toMillis());
        }
    }

    private static String progress(Json job) {
        var line = new StringBuilder("  ").append(job.text("data", "state").toLowerCase(Locale.ROOT));
        var progress = job.at("data", "progress");
        if (!progress.text("phase").isEmpty()) {
            line.append(' ').append(progress.text("phase")).append(' ').append(progress.text("done"));
        }
        if (!progress.text("total").isEmpty()) {
            line.append('/').append(progress.text("total"));
        }
        if (progress.number("percent") > 0) {
            line.append(String.format(Locale.ROOT, " (%.0f %%)", progress.number("percent")));
        }
        if (progress.number("rate") > 0) {
            line.append(String.format(Locale.ROOT, ", %,.0f rows/s", progress.number("rate")));
        }
        if (!progress.text("secondsLeft").isEmpty()) {
            line.append(String.format(Locale.ROOT, ", %.0f s left", progress.number("secondsLeft")));
        }
        return line.toString();
    }

    private void report(Json result, double seconds) {
        var counts = result.at("data", "counts");
        var rows = counts.number("rows");
        System.out.printf(
                Locale.ROOT, "imported %,.0f rows in %.1f s (%,.0f rows/s, the upload included)%n", rows, seconds, rows / seconds);
        for (var name : List.of(
                "created", "updated", "unchanged", "suspended", "removed", "duplicate", "rejected", "warned", "blank")) {
            if (counts.number(name) > 0) {
                System.out.printf(Locale.ROOT, "  %,10.0f %s%n", counts.number(name), name);
            }
        }
        for (var warning : result.at("data", "warnings").list()) {
            System.out.println("  warning: " + (warning.text("message").isEmpty() ? warning : warning.text("message")));
        }
        if (counts.number("rejected") > 0) {
            System.out.println("  the rejected rows, with reasons: " + url.resolve(result.text("data", "errorsUrl")));
        }
    }

    private HttpResponse<String> send(String method, String path, String contentType, BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .method(method, body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        var response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new Refused(method + " " + path + " was answered " + response.statusCode() + ": " + message(response.body()));
        }
        return response;
    }

    private static String message(String body) {
        try {
            var message = Json.read(body).text("message");
            return message.isEmpty() ? body : message;
        } catch (IllegalArgumentException notJson) {
            return body;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void fail(String message) {
        System.err.println("import: " + message);
        System.exit(1);
    }

    /** The platform said no, or the job did not complete. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** A JSON value; what is absent is null, which reads as an empty text, 0 and an empty list. */
    private record Json(Object value) {

        static Json read(String text) {
            return new Json(new Reader(text).document());
        }

        Json at(String... path) {
            var here = value;
            for (var name : path) {
                here = here instanceof Map<?, ?> object ? object.get(name) : null;
            }
            return new Json(here);
        }

        String text(String... path) {
            return at(path).toString();
        }

        double number(String... path) {
            return at(path).value instanceof String text && !text.isEmpty() ? Double.parseDouble(text) : 0;
        }

        List<Json> list() {
            return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
        }

        @Override
        public String toString() {
            return value == null ? "" : value.toString();
        }

        static String quoted(String text) {
            var json = new StringBuilder("\"");
            text.chars().forEach(c -> {
                if (c == '"' || c == '\\' || c < ' ') {
                    json.append(String.format("\\u%04x", c));
                } else {
                    json.append((char) c);
                }
            });
            return json.append('"').toString();
        }
    }

    /** Reads JSON into maps, lists and strings; numbers, true and false stay as they are written, null is null. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Object document() {
            var value = value();
            if (next() != 0) {
                throw unexpected();
            }
            return value;
        }

        private Object value() {
            return switch (next()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> literal();
            };
        }

        private Map<String, Object> object() {
            var object = new LinkedHashMap<String, Object>();
            at++;
            while (next() != '}') {
                var name = string();
                expect(':');
                object.put(name, value());
                separator('}');
            }
            at++;
            return object;
        }

        private List<Object> array() {
            var array = new ArrayList<>();
            at++;
            while (next() != ']') {
                array.add(value());
                separator(']');
            }
            at++;
            return array;
        }

        private String string() {
            expect('"');
            var string = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '"') {
                var c = text.charAt(at++);
                string.append(c == '\\' ? escaped() : c);
            }
            expect('"');
            return string.toString();
        }

        private char escaped() {
            if (at >= text.length()) {
                throw unexpected();
            }
            var c = text.charAt(at++);
            return switch (c) {
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> {
                    if (at + 4 > text.length()) {
                        throw unexpected();
                    }
                    yield (char) Integer.parseInt(text.substring(at, at += 4), 16);
                }
                default -> c;
            };
        }

        private String literal() {
            var begin = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            if (at == begin) {
                throw unexpected();
            }
            var literal = text.substring(begin, at);
            return literal.equals("null") ? null : literal;
        }

        private void separator(char end) {
            if (next() != end) {
                expect(',');
            }
        }

        private void expect(char c) {
            if (next() != c) {
                throw unexpected();
            }
            at++;
        }

        /** The next character that is not white space, without taking it; 0 at the end. */
        private char next() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private IllegalArgumentException unexpected() {
            return new IllegalArgumentException("the answer is not JSON at character " + at);
        }
    }
}
