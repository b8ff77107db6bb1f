package dev.orgworks.api.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What taking activity, rolling it up and asking for the summary cost. Started by scripts/bench-reports, which says more. */
final class BenchReports {

    private static final long LEARNERS = 1_000_000;
    private static final long FACTS = 3_000_000;
    private static final long REQUESTS = 2_000;
    private static final int CLIENTS = 2;
    private static final int BATCH = 5_000;
    private static final int BATCHES = 20;
    private static final int DAYS = 90;
    private static final long STATEMENT_ROWS = 100_000;
    private static final long WARM_UP = 200;
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final Set<String> FINISHED = Set.of("COMPLETED", "FAILED", "CANCELLED");
    private static final String DIGITS = IntStream.range(0, 10)
            .mapToObj(digit -> "select " + digit + " as n")
            .collect(Collectors.joining(" union all ", "(", ")"));
    private static final String NUMBERS = """
            (select a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n as n
               from %1$s a join %1$s b join %1$s c join %1$s d join %1$s e)
            """.formatted(DIGITS);

    private final Workspace workspace = new Workspace("bench-reports");
    private final long learners;
    private final long facts;
    private final long requests;
    private final @Nullable Account server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private BenchReports(Arguments arguments) {
        learners = arguments.number(LEARNERS);
        facts = arguments.number("--facts", FACTS);
        requests = arguments.number("--requests", REQUESTS);
        if (learners < BATCH || requests < CLIENTS) {
            throw new IllegalArgumentException("fewer than %d learners, or %d requests".formatted(BATCH, CLIENTS));
        }
        server = workspace.dropped(arguments.server(workspace.schema()));
    }

    /** Milliseconds. */
    private record Latency(double median, double p99) {}

    /** Prints the figures, the last line as JSON; exits with 1 when there are none, or the summary is not that of what was stored. */
    public static void main(String[] arguments) {
        try {
            new BenchReports(Arguments.of(arguments, Set.of("--facts", "--requests"))).run();
        } catch (IllegalArgumentException e) {
            Workspace.end("bench-reports: " + e.getMessage()
                    + "; usage: scripts/bench-reports [learners] [--facts N] [--requests N]"
                    + " [--database-url JDBC_URL [--database-user USER] [--database-password PASSWORD]]");
        } catch (InterruptedException | SQLException | ExecutionException | RuntimeException e) {
            Workspace.end("bench-reports: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void run() throws SQLException, InterruptedException, ExecutionException {
        try (Platform platform = new Platform(workspace.platform(), workspace.home(), server)) {
            platform.start();
            Api api = platform.api();
            long organization = api.organization("Bench of reports");
            try (Connection connection = platform.database().open()) {
                fill(connection, organization);
                double taken = taken(api, organization);
                more(connection, organization);
                double first = rolledUp(api, organization);
                long stored = count(connection, organization);
                double again = rolledUp(api, organization);
                System.out.printf(
                        Locale.ROOT,
                        "%,.0f events/s taken; %,d facts and %,d learners rolled up in %.1f s, and with nothing new in %.1f s%n",
                        taken,
                        stored,
                        learners,
                        first,
                        again);
                verify(api, organization, stored);
                String path = "/api/organizations/" + organization + "/reports";
                Latency summary = asked("summary", path, api);
                Latency year = asked(
                        "a year of weeks",
                        path + "?from="
                                + Instant.now()
                                        .minus(Duration.ofDays(364))
                                        .toString()
                                        .substring(0, 10),
                        api);
                Latency people = asked("with 50 learners", path + "?includeLearners=true", api);
                System.out.printf(
                        Locale.ROOT,
                        "{\"learners\": %d, \"facts\": %d, \"events_s\": %.0f, \"rollup_s\": %.1f, \"recount_s\": %.1f,"
                                + " \"summary_p50_ms\": %.1f, \"summary_p99_ms\": %.1f, \"year_p99_ms\": %.1f,"
                                + " \"learners_p50_ms\": %.1f, \"learners_p99_ms\": %.1f}%n",
                        learners,
                        stored,
                        taken,
                        first,
                        again,
                        summary.median(),
                        summary.p99(),
                        year.p99(),
                        people.median(),
                        people.p99());
            }
        }
    }

    /** Learners, of whom every tenth holds a seat. */
    private void fill(Connection connection, long organization) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set foreign_key_checks = 0, unique_checks = 0, time_zone = '+00:00'");
            statement.execute("update learner_ids set next_id = next_id + " + (learners + 1));
            long base = number(statement, "select next_id from learner_ids") - learners - 1;
            for (long first = 0; first < learners; first += STATEMENT_ROWS) {
                statement.execute("""
                        insert into learner (id, organization_id, external_key, login_key, external_id, login, first_name,
                                             last_name, email, status, import_id, created_at, updated_at)
                        select %d + i, %d, lpad(i, 9, '0'), concat('login', i), lpad(i, 9, '0'), concat('login', i),
                               concat('First', i %% 5000), concat('Last', i %% 9000), concat('l', i, '@example.org'),
                               if(i %% 50 = 0, 'SUSPENDED', if(i %% 77 = 0, 'REMOVED', 'ACTIVE')), 1,
                               date_sub(now(6), interval i %% 31536000 second), now(6)
                          from (select %d + n as i from %s numbers) counted where i < %d order by i
                        """.formatted(base, organization, first, NUMBERS, learners));
            }
            statement.execute("""
                    insert into license_pool (organization_id, product, name, source, total, used, overage, told_state,
                                              created_at, updated_at)
                    values (%d, 'courses', 'Courses', 'MANUAL', %d, %d, 'REFUSE', 'ACTIVE', now(6), now(6))
                    """.formatted(organization, learners, (learners + 9) / 10));
            statement.execute("""
                    insert into license_seat (organization_id, pool_id, learner_id, state, source, given_by, given_at)
                    select organization_id, (select max(id) from license_pool), id, 'ACTIVE', 'RULE', 'bench',
                           date_sub(now(6), interval id %% 60 day)
                      from learner where organization_id = %d and (id - %d) %% 10 = 0 order by id
                    """.formatted(organization, base));
        }
    }

    /** Batches over HTTP, one behind the other; answers with events a second. */
    private double taken(Api api, long organization) {
        String path = "/api/organizations/" + organization + "/learners/activity";
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<String> bodies = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            int number = batch;
            bodies.add(IntStream.range(0, BATCH)
                    .mapToObj(i -> event(number * BATCH + i, now))
                    .collect(Collectors.joining(", ", "{\"events\": [", "]}")));
        }
        double best = 0;
        for (String body : bodies) {
            long begun = System.nanoTime();
            JsonNode answer = api.post(path, body);
            best = Math.max(best, BATCH / ((System.nanoTime() - begun) / 1e9));
            if (answer.at("/data/accepted").intValue() != BATCH) {
                throw new IllegalStateException("A batch was answered " + answer);
            }
        }
        return best;
    }

    private String event(int number, Instant now) {
        long learner = number * 7919L % learners;
        return "{\"eventId\": \"http-%d\", \"learner\": {\"externalId\": \"%09d\"}, \"kind\": \"PROGRESS\", \"course\": \"Course %d\","
                        .formatted(number, learner, number % 4)
                + " \"value\": %d, \"at\": \"%s\"}".formatted(number % 101, now.minusSeconds(number));
    }

    /** The other facts, put into the table as the product would. */
    private void more(Connection connection, long organization) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long last =
                    number(statement, "select last_id from activity_sequence where organization_id = " + organization);
            long first = number(statement, "select min(id) from learner where organization_id = " + organization);
            for (long from = last; from < facts; from += STATEMENT_ROWS) {
                statement.execute("""
                        insert into learner_activity (organization_id, id, event_id, learner_id, kind, course, value, at, received_at)
                        select %1$d, i, concat('made-', i), %2$d + crc32(i) %% %3$d,
                               elt(1 + i %% 5, 'LOGIN', 'LESSON_STARTED', 'LESSON_COMPLETED', 'QUIZ', 'PROGRESS'),
                               if(i %% 5 = 0, null, concat('Course ', crc32(i) %% 4)),
                               if(i %% 5 < 2, null, crc32(i * 3) %% 101),
                               date_sub(now(6), interval crc32(i * 5) %% %4$d second), now(6)
                          from (select %5$d + 1 + n as i from %6$s numbers) counted where i <= %7$d order by i
                        """.formatted(
                                organization, first, learners, DAYS * 86_400, from, NUMBERS, Math.max(facts, last)));
            }
            statement.execute("update activity_sequence set last_id = %d where organization_id = %d"
                    .formatted(Math.max(facts, last), organization));
        }
    }

    private static long count(Connection connection, long organization) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return number(statement, "select count(*) from learner_activity where organization_id = " + organization);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Seconds, as the run's own row has them. */
    private static double rolledUp(Api api, long organization) {
        String job = api.post("/api/organizations/" + organization + "/reports/rollup", "{}")
                .at("/data/jobId")
                .asString();
        JsonNode run = Polling.until(
                Duration.ofMillis(50),
                PATIENCE,
                "the rollup is done",
                () -> Optional.of(api.get("/api/jobs/" + job).at("/data"))
                        .filter(data -> FINISHED.contains(data.at("/state").asString())));
        if (!run.at("/state").asString().equals("COMPLETED")) {
            throw new IllegalStateException("the rollup ended: " + run);
        }
        return ChronoUnit.MICROS.between(
                        Instant.parse(run.at("/startedAt").asString()),
                        Instant.parse(run.at("/finishedAt").asString()))
                / 1e6;
    }

    private void verify(Api api, long organization, long stored) {
        JsonNode summary = api.get("/api/organizations/" + organization + "/reports?from="
                        + Instant.now()
                                .minus(Duration.ofDays(DAYS + 1))
                                .toString()
                                .substring(0, 10))
                .at("/data/summary");
        long all = summary.at("/learners/byStatus/ACTIVE").longValue()
                + summary.at("/learners/byStatus/SUSPENDED").longValue()
                + summary.at("/learners/byStatus/REMOVED").longValue();
        if (summary.at("/activity/events").longValue() != stored || all != learners) {
            throw new IllegalStateException("Of %d facts and %d learners the summary says %s"
                    .formatted(stored, learners, summary.at("/activity") + " " + summary.at("/learners")));
        }
    }

    /** By so many clients at once, after a warm-up; pages of learners lie far apart. */
    private Latency asked(String what, String path, Api api) throws InterruptedException, ExecutionException {
        asked(path, api, WARM_UP);
        List<Double> millis = asked(path, api, requests);
        Latency latency = new Latency(millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100));
        System.out.printf(
                Locale.ROOT,
                "%-18s %,6d requests by %d clients: median %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                what,
                millis.size(),
                CLIENTS,
                latency.median(),
                latency.p99(),
                millis.get(millis.size() - 1));
        return latency;
    }

    private List<Double> asked(String path, Api api, long count) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<List<Double>>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit((Callable<List<Double>>) () -> {
                    List<Double> millis = new ArrayList<>();
                    for (long i = number; i < count; i += CLIENTS) {
                        millis.add(once(api, path.contains("includeLearners") ? path + "&cursor=" + cursor(i) : path));
                    }
                    return millis;
                }));
            }
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> client : clients) {
                all.addAll(client.get());
            }
            return all.stream().sorted().toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private String cursor(long request) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "%09d".formatted(request * 104_729 % (learners - 100)).getBytes(StandardCharsets.UTF_8));
    }

    private double once(Api api, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .header("Authorization", "Bearer " + api.token())
                .build();
        long begun = System.nanoTime();
        int status = http.send(request, BodyHandlers.ofString()).statusCode();
        if (status != 200) {
            throw new IllegalStateException(path + " was answered " + status);
        }
        return (System.nanoTime() - begun) / 1e6;
    }
}
