package dev.orgworks.api.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole product in a process of its own, killed while it rolls a desk's facts up. */
class InterruptedRollupTest {

    private static final long CONVERSATIONS = 80_000;
    private static final long TICKETS = 20_000;
    private static final int TRIES = 20;
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> FINISHED = Set.of("COMPLETED", "FAILED", "CANCELLED");
    private static final List<String> FIGURES =
            List.of("performance_metric", "team_performance", "metric_sum", "metric_day");
    private static final List<String> REST =
            List.of("metric_watermark", "metric_dirty_day", "metric_open_day", "metric_open_period");

    private static Platform platform;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        platform = TestedPlatform.in(Files.createDirectory(folder.resolve("home")), "-Xmx256m");
        platform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void killedInTheMiddleARollupGoesOnByItselfAndGivesWhatAnUndisturbedOneGives() throws Exception {
        long organization = desk();
        // behind the one that the schedule may have begun while the facts were made
        finished(rollup(organization));
        forget(organization);
        finished(rollup(organization));
        Map<String, List<String>> undisturbed = figures(organization);
        assertThat(undisturbed.get("team_performance")).hasSizeGreaterThan(5_000);

        for (String phase : List.of("days", "periods")) {
            JsonNode run = killedIn(phase, organization);

            assertThat(run.at("/state").asString()).as("%s", run).isEqualTo("COMPLETED");
            assertThat(run.at("/attemptCount").intValue()).as("%s", run).isEqualTo(2);
            assertThat(figures(organization)).isEqualTo(undisturbed);
            assertThat(leftOpen(organization)).isZero();
        }
    }

    /** Rolls everything up, and kills the platform when some of a phase is done, but not all; answers the run at its end. */
    private static JsonNode killedIn(String phase, long organization) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            forget(organization);
            String job = rollup(organization);
            JsonNode caught = Polling.until(
                    LOOK_EVERY,
                    PATIENCE,
                    "some " + phase + " are done",
                    () -> Optional.of(run(job)).filter(run -> isIn(phase, run) || isFinished(run)));
            if (!isFinished(caught)) {
                platform.kill();
                platform.start();
                JsonNode end = finished(job);
                if (end.at("/attemptCount").intValue() > 1) {
                    return end;
                }
            }
        }
        throw new IllegalStateException("every rollup was too fast to be killed while it worked on its " + phase);
    }

    private static boolean isIn(String phase, JsonNode run) {
        JsonNode progress = run.at("/progress");
        return phase.equals(progress.at("/phase").asString(""))
                && progress.at("/done").intValue() > 0;
    }

    private static boolean isFinished(JsonNode run) {
        return FINISHED.contains(run.at("/state").asString());
    }

    private static String rollup(long organization) {
        return platform.api()
                .post("/organizations/" + organization + "/performance-metrics/rollup", "{}")
                .at("/data/id")
                .asString();
    }

    private static JsonNode run(String job) {
        return platform.api().get("/api/jobs/" + job).at("/data");
    }

    private static JsonNode finished(String job) {
        return Polling.until(
                LOOK_EVERY,
                PATIENCE,
                "the rollup is done",
                () -> Optional.of(run(job)).filter(InterruptedRollupTest::isFinished));
    }

    /** A year of facts of a new organization, somewhere where the day does not end soon. */
    private static long desk() throws SQLException {
        ZoneId zone = List.of("America/New_York", "Europe/Berlin").stream()
                .map(ZoneId::of)
                .filter(each -> LocalTime.now(each).getHour() < 23)
                .findFirst()
                .orElseThrow();
        long organization = platform.api()
                .post("/api/organizations", "{\"name\": \"Killed\", \"timeZone\": \"%s\"}".formatted(zone))
                .at("/data/id")
                .longValue();
        LocalDate today = LocalDate.now(zone);
        Instant from = today.minusDays(365).atStartOfDay(zone).toInstant();
        Duration year = Duration.between(from, today.atStartOfDay(zone).toInstant());
        try (Connection connection = platform.database().open()) {
            DeskFacts facts = new DeskFacts(connection, organization, 500, 20);
            facts.people();
            facts.conversations(0, CONVERSATIONS, from, year);
            facts.tickets(0, TICKETS, from, year);
        }
        return organization;
    }

    /** As if nothing had ever been rolled up. */
    private static void forget(long organization) throws SQLException {
        try (Connection connection = platform.database().open();
                Statement statement = connection.createStatement()) {
            for (List<String> tables : List.of(FIGURES, REST)) {
                for (String table : tables) {
                    statement.executeUpdate("delete from " + table + " where organization_id = " + organization);
                }
            }
        }
    }

    private static long leftOpen(long organization) throws SQLException {
        try (Connection connection = platform.database().open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select count(*) from metric_open_day where organization_id = %1$d)
                             + (select count(*) from metric_open_period where organization_id = %1$d)
                        """.formatted(organization))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Every byte of every row, by table. */
    private static Map<String, List<String>> figures(long organization) throws SQLException {
        Map<String, List<String>> figures = new TreeMap<>();
        try (Connection connection = platform.database().open();
                Statement statement = connection.createStatement()) {
            for (String table : FIGURES) {
                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("select * from " + table + " where organization_id = "
                        + organization + " order by 1, 2, 3, 4")) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        StringBuilder bytes = new StringBuilder();
                        for (int i = 1; i <= columns; i++) {
                            byte[] value = row.getBytes(i);
                            bytes.append(value == null ? "null" : HexFormat.of().formatHex(value))
                                    .append('|');
                        }
                        rows.add(bytes.toString());
                    }
                }
                figures.put(table, rows);
            }
        }
        return figures;
    }
}
