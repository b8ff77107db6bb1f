package dev.orgworks.api.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How many claims of seats a second one pool stands, and that it never gives too many. Started by scripts/bench-claims. */
final class BenchClaims {

    private static final int SEATS = 2_000;
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 3;
    private static final int PICTURES = 300;

    private final Workspace workspace = new Workspace("bench-claims");
    private final long seats;
    private final int connections;
    private final @Nullable Account server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private BenchClaims(Arguments arguments) {
        seats = arguments.number(SEATS);
        connections = (int) arguments.number("--connections", CONNECTIONS);
        server = workspace.dropped(arguments.server(workspace.schema()));
    }

    /** What a round gave. */
    private record Round(double rate, long claimed, long refused, long over) {}

    /** A token of a pool of its own. */
    private record Handout(long pool, String secret, String qr) {}

    /** Prints the figures, the last line as JSON; exits with 1 when there are none, or a pool gave too many. */
    public static void main(String[] arguments) {
        try {
            new BenchClaims(Arguments.of(arguments, Set.of("--connections"))).run();
        } catch (IllegalArgumentException e) {
            Workspace.end("bench-claims: " + e.getMessage() + "; usage: scripts/bench-claims [seats] [--connections N]"
                    + " [--database-url JDBC_URL [--database-user USER] [--database-password PASSWORD]]");
        } catch (IOException | InterruptedException | SQLException | ExecutionException | RuntimeException e) {
            Workspace.end("bench-claims: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void run() throws IOException, InterruptedException, SQLException, ExecutionException {
        try (Platform platform = new Platform(
                workspace.platform("-Dorgworks.rate-limits.claims.requests=100000000"), workspace.home(), server)) {
            platform.start();
            Account database = platform.database();
            long organization = platform.api().organization("Bench of claims");
            round(platform.api(), database, organization, "warm-up", seats / 4, seats / 4);
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                // half as many again as there are seats
                rounds.add(round(platform.api(), database, organization, "round" + i, seats, seats * 3 / 2));
            }
            Handout token = handout(platform.api(), database, organization, 1);
            double svg = picture(platform.api(), token.qr() + "&format=svg");
            double png = picture(platform.api(), token.qr() + "&format=png");
            long over = rounds.stream().mapToLong(Round::over).sum();
            System.out.printf(
                    Locale.ROOT,
                    "{\"claims_s\": %.0f, \"connections\": %d, \"seats\": %d, \"claimed\": %d, \"over_granted\": %d,"
                            + " \"qr_svg_ms\": %.2f, \"qr_png_ms\": %.2f}%n",
                    rounds.stream().map(Round::rate).sorted().toList().get(ROUNDS / 2),
                    connections,
                    seats * ROUNDS,
                    rounds.stream().mapToLong(Round::claimed).sum(),
                    over,
                    svg,
                    png);
            if (over > 0) {
                throw new IllegalStateException(over + " seats were given that there are not");
            }
        }
    }

    /** So many people claim at once; the rate is of seats given, until the last one is. */
    private Round round(Api api, Account database, long organization, String name, long total, long people)
            throws SQLException, InterruptedException, ExecutionException {
        Handout token = handout(api, database, organization, total);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        long begun = System.nanoTime();
        long[] last = new long[connections];
        List<Future<?>> done = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            for (int i = 0; i < connections; i++) {
                int number = i;
                done.add(threads.submit(() -> {
                    for (int person = next.getAndIncrement(); person < people; person = next.getAndIncrement()) {
                        if (claim(api, token, name + "-" + person + "@example.org")) {
                            given.incrementAndGet();
                            last[number] = System.nanoTime();
                        } else {
                            refused.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        double seconds = (Arrays.stream(last).max().orElseThrow() - begun) / 1e9;
        long held = held(database, token.pool());
        Round round = new Round(given.get() / seconds, held, refused.get(), Math.max(0, held - total));
        System.out.printf(
                Locale.ROOT,
                "%-8s %,6d people for %,6d seats: %,6d given, %,6d refused, %,6.0f claims/s%n",
                name,
                people,
                total,
                held,
                round.refused(),
                round.rate());
        if (held != Math.min(total, people) || given.get() != held) {
            throw new IllegalStateException(
                    given.get() + " were told that they have a seat, and " + held + " have one of " + total);
        }
        return round;
    }

    private boolean claim(Api api, Handout token, String email) throws IOException, InterruptedException {
        int status = http.send(
                        HttpRequest.newBuilder(uri(api, "/api/organizations/claim-license"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"token\": \"%s\", \"email\": \"%s\"}".formatted(token.secret(), email)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        if (status != 201 && status != 409) {
            throw new IllegalStateException("A claim was answered " + status);
        }
        return status == 201;
    }

    private double picture(Api api, String path) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            long begun = System.nanoTime();
            int status = http.send(HttpRequest.newBuilder(uri(api, path)).build(), BodyHandlers.ofByteArray())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("A code was answered " + status);
            }
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return millis.stream().sorted().toList().get(PICTURES / 2);
    }

    private static Handout handout(Api api, Account database, long organization, long total) throws SQLException {
        long pool = pool(database, organization, total);
        JsonNode made = api.post(
                "/api/organizations/" + organization + "/provisioning",
                "{\"kind\": \"LICENSE\", \"label\": \"Bench\", \"poolId\": " + pool + "}");
        return new Handout(
                pool, made.at("/data/token").asString(), made.at("/data/qr").asString());
    }

    private static long pool(Account database, long organization, long total) throws SQLException {
        try (Connection connection = database.open();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into license_pool (organization_id, product, name, source, total, overage, told_state, created_at,
                                                  updated_at)
                        values (?, 'courses', 'Courses', 'MANUAL', ?, 'REFUSE', 'ACTIVE', now(6), now(6))
                        """, PreparedStatement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, organization);
            insert.setLong(2, total);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private static long held(Account database, long pool) throws SQLException {
        try (Connection connection = database.open();
                PreparedStatement count = connection.prepareStatement(
                        "select count(distinct learner_id) from license_seat where pool_id = ? and live = 1")) {
            count.setLong(1, pool);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static URI uri(Api api, String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }
}
