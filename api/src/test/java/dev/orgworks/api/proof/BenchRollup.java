package dev.orgworks.api.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the rollup of a year of a support desk costs beside a single GROUP BY over the same facts, and what a night's increment
 * does. Started by scripts/bench-rollup, which says more.
 */
final class BenchRollup {

    private static final long CONVERSATIONS = 5_000_000;
    private static final long REPRESENTATIVES = 300;
    private static final long CUSTOMERS = 20_000;
    private static final long WARM_UP = 20_000;
    private static final int NIGHTS = 3;
    private static final int DAYS = 365;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Set<String> FINISHED = Set.of("COMPLETED", "FAILED", "CANCELLED");
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final Map<String, UnaryOperator<LocalDate>> PERIODS = Map.of(
            "DAY",
            day -> day,
            "WEEK",
            day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
            "MONTH",
            day -> day.withDayOfMonth(1),
            "QUARTER",
            day -> day.with(IsoFields.DAY_OF_QUARTER, 1),
            "YEAR",
            day -> day.withDayOfYear(1));

    private final Workspace workspace = new Workspace("bench-rollup");
    private final long conversations;
    private final long tickets;
    private final long representatives;
    private final @Nullable Account server;

    private BenchRollup(Arguments arguments) {
        conversations = arguments.number(CONVERSATIONS);
        tickets = arguments.number("--tickets", Math.max(1, conversations / 5));
        representatives = arguments.number("--representatives", REPRESENTATIVES);
        if (conversations < DAYS || tickets < DAYS || representatives < 1) {
            throw new IllegalArgumentException("less than one conversation and ticket a day, or nobody to answer them");
        }
        server = workspace.dropped(arguments.server(workspace.schema()));
    }

    /** Prints the figures, the last line as JSON; exits with 1 when there are none, or the rollup's figures are not the GROUP BY's. */
    public static void main(String[] arguments) {
        try {
            new BenchRollup(Arguments.of(arguments, Set.of("--tickets", "--representatives"))).run();
        } catch (IllegalArgumentException e) {
            Workspace.end(
                    "bench-rollup: " + e.getMessage() + "; usage: scripts/bench-rollup [conversations] [--tickets N]"
                            + " [--representatives N] [--database-url JDBC_URL [--database-user USER] [--database-password PASSWORD]]");
        } catch (SQLException | RuntimeException e) {
            Workspace.end("bench-rollup: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void run() throws SQLException {
        try (Platform platform = new Platform(workspace.platform(), workspace.home(), server)) {
            platform.start();
            try (Connection connection = platform.database().open()) {
                describe(connection);
                Desk warmUp = new Desk(platform.api(), connection, "Warm-up", WARM_UP, WARM_UP / 5);
                warmUp.year();
                for (int night = 0; night <= NIGHTS; night++) {
                    warmUp.rolledUp();
                    warmUp.night(night);
                }
                measure(new Desk(platform.api(), connection, "Measured", conversations, tickets));
            }
        }
    }

    private void measure(Desk desk) throws SQLException {
        desk.year();
        double groupBy = Math.min(desk.groupedIn(), desk.groupedIn());
        System.out.printf(Locale.ROOT, "GROUP BY local day and representative, the better of two: %.2f s%n", groupBy);
        // behind the one that the schedule may have begun while the facts were made
        desk.rolledUp();
        desk.forget();
        double full = desk.rolledUp();
        System.out.printf(Locale.ROOT, "everything rolled up: %.2f s%n", full);
        desk.verify();
        List<Double> nights = new ArrayList<>();
        for (int night = 0; night < NIGHTS; night++) {
            desk.night(night);
            nights.add(desk.rolledUp());
            System.out.printf(Locale.ROOT, "a day's facts more, and late ones: %.3f s%n", nights.get(night));
        }
        desk.verify();
        double increment = nights.stream().sorted().toList().get(NIGHTS / 2);
        System.out.printf(
                Locale.ROOT,
                "full: %.2f x the GROUP BY (goal 1.5); the median night: %.2f %% of it (goal 2)%n",
                full / groupBy,
                100 * increment / groupBy);
        System.out.printf(
                Locale.ROOT,
                "{\"conversations\": %d, \"tickets\": %d, \"representatives\": %d, \"group_by_s\": %.2f, \"full_s\": %.2f,"
                        + " \"increment_s\": %.3f, \"full_ratio\": %.2f, \"increment_percent\": %.2f}%n",
                conversations,
                tickets,
                representatives,
                groupBy,
                full,
                increment,
                full / groupBy,
                100 * increment / groupBy);
    }

    private void describe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select version(), @@innodb_buffer_pool_size div 1048576")) {
            row.next();
            System.out.printf(
                    Locale.ROOT,
                    "%,d conversations, %,d tickets, %,d representatives in %s; %s (%s) with a buffer pool of %d MB, Java %s %s,"
                            + " %d processors%n",
                    conversations,
                    tickets,
                    representatives,
                    ZONE,
                    row.getString(1),
                    server == null ? "embedded" : "yours",
                    row.getLong(2),
                    System.getProperty("java.version"),
                    Workspace.javaOptions(),
                    Runtime.getRuntime().availableProcessors());
        }
    }

    /** An organization's desk whose facts end some nights ago. */
    private final class Desk {

        private final Api api;
        private final Connection connection;
        private final long organization;
        private final long conversations;
        private final long tickets;
        private final DeskFacts facts;
        private final LocalDate end = LocalDate.now(ZONE).minusDays(NIGHTS);
        private final Instant from = end.minusDays(DAYS).atStartOfDay(ZONE).toInstant();

        Desk(Api api, Connection connection, String name, long conversations, long tickets) throws SQLException {
            this.api = api;
            this.connection = connection;
            this.conversations = conversations;
            this.tickets = tickets;
            organization = api.post(
                            "/api/organizations",
                            "{\"name\": \"%s %s\", \"timeZone\": \"%s\"}".formatted(name, Instant.now(), ZONE))
                    .at("/data/id")
                    .longValue();
            facts = new DeskFacts(connection, organization, CUSTOMERS, representatives);
        }

        void year() throws SQLException {
            Duration year = Duration.between(from, start(end));
            facts.people();
            facts.conversations(0, conversations, from, year);
            facts.tickets(0, tickets, from, year);
        }

        /** A day of facts as many as on the others, and some of the week before. */
        void night(int number) throws SQLException {
            LocalDate day = end.plusDays(number);
            long talks = conversations / DAYS;
            long questions = tickets / DAYS;
            Duration length = Duration.between(start(day), start(day.plusDays(1)));
            long next = conversations + 2 * talks * number;
            facts.conversations(next, talks, start(day), length);
            facts.conversations(next + talks, 1 + talks / 100, start(day.minusDays(5)), length);
            long nextTicket = tickets + questions * number;
            facts.tickets(nextTicket, questions, start(day), length);
            changed(day.minusDays(5));
            changed(day);
            // half of the tickets are resolved on the next one
            changed(day.plusDays(1));
        }

        /** Notes what the product notes when facts of a day change. */
        private void changed(LocalDate day) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into metric_dirty_day (organization_id, day) values (?, ?)")) {
                insert.setLong(1, organization);
                insert.setString(2, day.toString());
                insert.executeUpdate();
            }
        }

        /** As if nothing had ever been rolled up. */
        void forget() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String table : List.of(
                        "performance_metric",
                        "team_performance",
                        "metric_sum",
                        "metric_day",
                        "metric_dirty_day",
                        "metric_watermark")) {
                    statement.executeUpdate("delete from " + table + " where organization_id = " + organization);
                }
            }
        }

        double groupedIn() throws SQLException {
            long begin = System.nanoTime();
            grouped();
            return (System.nanoTime() - begin) / 1e9;
        }

        private DeskFigures grouped() throws SQLException {
            // tickets may be resolved on the day after the last fact
            return DeskFigures.grouped(
                    connection,
                    organization,
                    ZONE,
                    from,
                    start(LocalDate.now(ZONE).plusDays(1)));
        }

        private Instant start(LocalDate day) {
            return day.atStartOfDay(ZONE).toInstant();
        }

        /** Seconds, as the run's own row has them. */
        double rolledUp() {
            String job = api.post("/organizations/" + organization + "/performance-metrics/rollup", "{}")
                    .at("/data/id")
                    .asString();
            JsonNode run = Polling.until(
                    Duration.ofMillis(20),
                    PATIENCE,
                    "the rollup is done",
                    () -> Optional.of(api.get("/api/jobs/" + job).at("/data"))
                            .filter(data -> FINISHED.contains(data.at("/state").asString())));
            if (!run.at("/state").asString().equals("COMPLETED")) {
                throw new IllegalStateException("the rollup ended: " + run);
            }
            Instant started = Instant.parse(run.at("/startedAt").asString());
            return ChronoUnit.MICROS.between(
                            started, Instant.parse(run.at("/finishedAt").asString()))
                    / 1e6;
        }

        /** Holds every published row of every period against the GROUP BY. */
        void verify() throws SQLException {
            DeskFigures figures = grouped();
            for (Map.Entry<String, UnaryOperator<LocalDate>> period : PERIODS.entrySet()) {
                Map<String, String> expected = figures.expected(period.getValue());
                Map<String, String> published = DeskFigures.published(connection, organization, period.getKey());
                if (!published.equals(expected)) {
                    throw new IllegalStateException(period.getKey() + ": " + published.size()
                            + " rows were published and "
                            + expected.size() + " expected, of which the first that differs is "
                            + expected.entrySet().stream()
                                    .filter(row -> !row.getValue().equals(published.get(row.getKey())))
                                    .findFirst()
                                    .map(row -> row + ", published " + published.get(row.getKey()))
                                    .orElse("one too many"));
                }
                System.out.printf(Locale.ROOT, "%s: %,d rows are the GROUP BY's%n", period.getKey(), published.size());
            }
        }
    }
}
