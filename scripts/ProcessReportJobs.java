import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has a running platform enqueue the report jobs that are due: {@code java scripts/ProcessReportJobs.java URL [--wait]}. The
 * secret is in ORGANIZATION_REPORT_RUNNER_SECRET. Exits with 1 when a run that was waited for did not end well, with 2 when it
 * could not be asked for or waited for.
 */
public final class ProcessReportJobs {

    private static final String PATH = "/api/organizations/reports/jobs/process";
    private static final int AT_ONCE = 1_000;
    private static final Set<String> UNFINISHED = Set.of("QUEUED", "RUNNING", "CANCELLING");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI url;
    private final String secret;
    private final Map<String, String> names = new LinkedHashMap<>();
    private String told = "";
    private int ended;
    private int failed;

    private ProcessReportJobs(URI url, String secret) {
        this.url = url;
        this.secret = secret;
    }

    public static void main(String[] args) throws InterruptedException {
        if (args.length < 1 || args.length > 2 || args.length == 2 && !args[1].equals("--wait")) {
            fail("usage: java scripts/ProcessReportJobs.java URL [--wait]");
        }
        var secret = System.getenv().getOrDefault("ORGANIZATION_REPORT_RUNNER_SECRET", "").strip();
        if (secret.isEmpty()) {
            fail("set ORGANIZATION_REPORT_RUNNER_SECRET to the secret that the platform has");
        }
        try {
            var process = new ProcessReportJobs(URI.create(args[0]), secret);
            process.run(args.length == 2);
            System.exit(process.failed == 0 ? 0 : 1);
        } catch (ConnectException e) {
            fail("nothing answers at " + args[0]);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            fail(e.getMessage());
        }
    }

    private void run(boolean wait) throws IOException, InterruptedException {
        var done = process();
        print(done);
        if (!wait) {
            return;
        }
        var waitedFor = waitedFor(done);
        while (!waitedFor.isEmpty()) {
            await(waitedFor);
            // what did not fit into the answer, or what another call had in its hands
            done = rest(done) ? process() : Map.of();
            waitedFor = waitedFor(done);
        }
        System.out.printf("%d runs ended, %s%n", ended, failed == 0 ? "all well" : failed + " of them not well");
    }

    private static boolean rest(Map<?, ?> done) {
        var counts = (Map<?, ?>) done.get("counts");
        return counts != null
                && (number(counts, "enqueued") > list(done, "enqueued").size()
                        || number(counts, "skipped") > list(done, "skipped").size()
                        || ((Map<?, ?>) counts.get("skippedByReason")).containsKey("BEING_ENQUEUED"));
    }

    /** The runs of an answer that have not ended. */
    private Set<String> waitedFor(Map<?, ?> done) {
        var ids = new LinkedHashSet<String>();
        for (var run : list(done, "enqueued")) {
            names.put((String) run.get("jobId"), (String) run.get("name"));
            ids.add((String) run.get("jobId"));
        }
        for (var run : list(done, "skipped")) {
            if (UNFINISHED.contains(String.valueOf(run.get("jobState")))) {
                names.put((String) run.get("jobId"), (String) run.get("name"));
                ids.add((String) run.get("jobId"));
            }
        }
        return ids;
    }

    private void await(Set<String> ids) throws IOException, InterruptedException {
        var left = new LinkedHashSet<>(ids);
        var silentSince = System.nanoTime();
        while (!left.isEmpty()) {
            var part = left.stream().limit(AT_ONCE).toList();
            List<Map<?, ?>> runs;
            try {
                runs = status(part);
                silentSince = System.nanoTime();
            } catch (ConnectException e) {
                if (System.nanoTime() - silentSince > PATIENCE.toNanos()) {
                    throw e;
                }
                Thread.sleep(1_000);
                continue;
            }
            var there = runs.stream().map(run -> (String) run.get("jobId")).collect(Collectors.toSet());
            part.stream().filter(id -> !there.contains(id)).forEach(id -> {
                left.remove(id);
                ended(id, "GONE", "there is no such run any more");
            });
            for (var run : runs) {
                if (!UNFINISHED.contains((String) run.get("state"))) {
                    left.remove((String) run.get("jobId"));
                    ended((String) run.get("jobId"), (String) run.get("state"), (String) run.get("error"));
                }
            }
            tell(left.size(), runs);
            if (!left.isEmpty()) {
                Thread.sleep(500);
            }
        }
    }

    private void ended(String id, String state, String error) {
        ended++;
        if (!state.equals("COMPLETED")) {
            failed++;
            System.out.printf("%-10s %s, job %s%s%n", state, names.get(id), id, error == null ? "" : ": " + error);
        }
    }

    private void tell(int left, List<Map<?, ?>> runs) {
        var running = runs.stream().filter(run -> "RUNNING".equals(run.get("state"))).toList();
        var line = "waiting for %d runs; %d ended, %d running%s"
                .formatted(
                        left,
                        ended,
                        running.size(),
                        running.isEmpty()
                                ? ""
                                : ", the first at " + running.get(0).get("done")
                                        + (running.get(0).get("total") == null ? "" : " of " + running.get(0).get("total"))
                                        + " rows");
        if (left > 0 && !line.equals(told)) {
            told = line;
            System.out.println(line);
        }
    }

    private static void print(Map<?, ?> done) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("", "REPORT JOB", "ORGANIZATION", "DUE", "JOB", "WHY"));
        for (var run : list(done, "enqueued")) {
            rows.add(row("enqueued", run, ""));
        }
        for (var run : list(done, "skipped")) {
            rows.add(row("skipped", run, run.get("reason") + ": " + run.get("message")));
        }
        if (rows.size() > 1) {
            var widths = new int[rows.get(0).size()];
            rows.forEach(row -> {
                for (var i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], row.get(i).length());
                }
            });
            for (var row : rows) {
                var line = new StringBuilder();
                for (var i = 0; i < widths.length; i++) {
                    line.append(String.format("%-" + (widths[i] + 2) + "s", row.get(i)));
                }
                System.out.println(line.toString().stripTrailing());
            }
        }
        var counts = (Map<?, ?>) done.get("counts");
        System.out.printf("%s enqueued, %s skipped%n", counts.get("enqueued"), counts.get("skipped"));
    }

    private static List<String> row(String what, Map<?, ?> run, String why) {
        return List.of(
                what,
                text(run.get("name")),
                text(run.get("organizationId")),
                text(run.get("scheduledFor")),
                text(run.get("jobId")),
                why);
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString().replaceAll("\\p{Cntrl}", " ");
    }

    private static long number(Map<?, ?> map, String name) {
        return Long.parseLong((String) map.get(name));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> list(Map<?, ?> map, String name) {
        return map.get(name) == null ? List.of() : (List<Map<?, ?>>) map.get(name);
    }

    private Map<?, ?> process() throws IOException, InterruptedException {
        return (Map<?, ?>) post(PATH, "").get("data");
    }

    @SuppressWarnings("unchecked")
    private List<Map<?, ?>> status(List<String> ids) throws IOException, InterruptedException {
        var body = "{\"jobIds\": [" + ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(", ")) + "]}";
        return (List<Map<?, ?>>) post(PATH + "/status", body).get("data");
    }

    private Map<?, ?> post(String path, String body) throws IOException, InterruptedException {
        var response = http.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("x-org-report-runner-secret", secret)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .timeout(Duration.ofMinutes(5))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("POST " + path + " was answered " + response.statusCode() + ": " + message(response.body()));
        }
        return (Map<?, ?>) new Reader(response.body()).value();
    }

    /** What people shall read of a refusal. */
    private static String message(String body) {
        try {
            return new Reader(body).value() instanceof Map<?, ?> error && error.get("message") != null
                    ? (error.get("code") == null ? "" : error.get("code") + ", ") + error.get("message")
                    : body;
        } catch (IllegalArgumentException e) {
            return body;
        }
    }

    private static void fail(String message) {
        System.err.println("report-jobs-process: " + message);
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
