package dev.orgworks.api.proof;

import dev.orgworks.api.proof.Peaks.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How fast a roster becomes learners: the database's own loader into a bare table, the usual Spring Batch import, and the
 * product, one after the other with the same rows on one server. Started by scripts/bench-sis, which says more.
 */
final class BenchSis {

    private static final long ROWS = 1_000_000;
    private static final long USUAL_ROWS = 100_000;
    private static final long WARM_UP_ROWS = 20_000;
    private static final Duration PATIENCE = Duration.ofHours(6);

    private final NamePools pools = new NamePools();
    private final Workspace workspace = new Workspace("bench-sis");
    private final long rows;
    private final long usualRows;
    private final Path warmUp;
    private final @Nullable Account server;

    private BenchSis(Arguments arguments) {
        rows = arguments.number(ROWS);
        usualRows = Math.min(rows, arguments.number("--usual-rows", USUAL_ROWS));
        warmUp = roster(
                "warm-up.csv",
                "\n",
                LongStream.range(rows, rows + WARM_UP_ROWS),
                n -> pools.person(n).row());
        server = workspace.dropped(arguments.server(workspace.schema()));
    }

    /** Prints the figures, the last line as JSON; exits with 1 when there are none. */
    public static void main(String[] arguments) {
        try {
            new BenchSis(Arguments.of(arguments, Set.of("--usual-rows"))).run();
        } catch (IllegalArgumentException e) {
            fail(e.getMessage() + "; usage: scripts/bench-sis [rows] [--usual-rows ROWS] [--database-url JDBC_URL"
                    + " [--database-user USER] [--database-password PASSWORD]]");
        } catch (IOException | SQLException | RuntimeException e) {
            fail(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static void fail(String reason) {
        Workspace.end("bench-sis: " + reason);
    }

    private void run() throws IOException, SQLException {
        Path gcLog = workspace.folder().resolve("platform-gc.log");
        try (Platform platform = new Platform(workspace.platform(Peaks.option(gcLog)), workspace.home(), server)) {
            platform.start();
            Account database = platform.database();
            Account rivals = database.in(workspace.schema() + "_rivals");
            if (server != null) {
                workspace.dropped(rivals);
            }
            describe(database);
            Optional<Peaks> databasePeaks = platform.databaseProcess().map(process -> new Peaks(process, null));
            Path roster = roster(
                    "new.csv",
                    "\n",
                    LongStream.range(0, rows),
                    n -> pools.person(n).row());
            System.out.println(Measured.HEADING);
            Measured limit = shown(loadData(database, rivals, roster, databasePeaks));
            Measured usual = shown(usual(database, rivals, roster, databasePeaks));
            Ours ours = new Ours(platform.api(), new Peaks(platform.processHandle(), gcLog), databasePeaks);
            ours.warmUp();
            Measured fresh = shown(ours.measure("Orgworks, all new", roster, Map.of("created", rows)));
            Files.delete(roster);
            Path same = roster(
                    "same.csv",
                    "\r\n",
                    LongStream.range(0, rows),
                    n -> pools.person(n).row());
            Measured unchanged = shown(ours.measure("Orgworks, all unchanged", same, Map.of("unchanged", rows)));
            Files.delete(same);
            Path next = roster(
                    "changed.csv",
                    "\n",
                    LongStream.range(0, rows),
                    n -> changes(n)
                            ? pools.person(n).changed().row()
                            : pools.person(n).row());
            long changes = LongStream.range(0, rows).filter(BenchSis::changes).count();
            Measured changed = shown(ours.measure(
                    "Orgworks, 10 % changed", next, Map.of("updated", changes, "unchanged", rows - changes)));
            conclude(limit, usual, fresh, unchanged, changed);
        }
    }

    private static boolean changes(long number) {
        return number % 10 == 7;
    }

    private Path roster(String name, String lineEnd, LongStream numbers, LongFunction<String> row) {
        return WriteRoster.write(workspace.folder().resolve(name), lineEnd, numbers, row);
    }

    private static Measured shown(Measured measured) {
        System.out.println(measured.line());
        return measured;
    }

    private void describe(Account database) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select version(), @@local_infile")) {
            result.next();
            if (!result.getBoolean(2)) {
                throw new IllegalStateException(
                        "the server refuses LOAD DATA LOCAL; SET GLOBAL local_infile = 1 allows it");
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d learners on %s (%s), Java %s %s, %d processors%n",
                    rows,
                    result.getString(1),
                    server == null ? "embedded" : "yours",
                    System.getProperty("java.version"),
                    Workspace.javaOptions(),
                    Runtime.getRuntime().availableProcessors());
        }
        System.out.printf(
                Locale.ROOT,
                "each after a warm-up of %,d other rows; heap: the most in use after a collection; RSS: the most resident%n",
                WARM_UP_ROWS);
    }

    /** With the learners' columns and keys; it numbers its rows itself. */
    private static void createTable(Statement statement, String name, Account database) throws SQLException {
        statement.execute("create table " + name + " like " + database.schema() + ".learner");
        statement.execute("alter table " + name + " modify id bigint not null auto_increment");
    }

    private Measured loadData(Account database, Account rivals, Path roster, Optional<Peaks> databasePeaks)
            throws SQLException {
        try (Connection connection = rivals.open();
                Statement statement = connection.createStatement()) {
            createTable(statement, "loaded", database);
            LoadData load = new LoadData(connection, "loaded");
            load.load(warmUp, WARM_UP_ROWS);
            databasePeaks.ifPresent(Peaks::begin);
            double seconds = load.load(roster, rows);
            Memory resident = databasePeaks.map(Peaks::end).orElse(new Memory(Peaks.UNKNOWN, Peaks.UNKNOWN));
            statement.execute("drop table loaded");
            return new Measured(
                    "LOAD DATA LOCAL, bare table",
                    rows,
                    seconds,
                    new Memory(Peaks.UNKNOWN, Peaks.UNKNOWN),
                    resident.resident());
        }
    }

    /** On the first rows only, if that is wanted: it takes minutes for a million, and slows down as the table grows. */
    private Measured usual(Account database, Account rivals, Path roster, Optional<Peaks> databasePeaks)
            throws IOException, SQLException {
        try (Connection connection = rivals.open();
                Statement statement = connection.createStatement()) {
            createTable(statement, "learner", database);
            Path gcLog = workspace.folder().resolve("usual-gc.log");
            List<String> command = new ArrayList<>(workspace.proof(UsualImport.class, Peaks.option(gcLog)));
            command.addAll(List.of(
                    warmUp.toString(),
                    Long.toString(WARM_UP_ROWS),
                    roster.toString(),
                    Long.toString(usualRows),
                    gcLog.toString()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("ORGWORKS_DATASOURCE_URL", rivals.url());
            builder.environment().put("ORGWORKS_DATASOURCE_USERNAME", rivals.user());
            builder.environment().put("ORGWORKS_DATASOURCE_PASSWORD", rivals.password());
            databasePeaks.ifPresent(Peaks::begin);
            Process process = builder.start();
            List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.onExit().join().exitValue() != 0 || said.isEmpty()) {
                throw new IllegalStateException("the usual import failed: " + String.join("\n", said));
            }
            Memory resident = databasePeaks.map(Peaks::end).orElse(new Memory(Peaks.UNKNOWN, Peaks.UNKNOWN));
            String[] figures = said.get(said.size() - 1).split(" ", -1);
            statement.execute("drop table learner");
            return new Measured(
                    "usual Spring Batch import" + (usualRows < rows ? " *" : ""),
                    usualRows,
                    Double.parseDouble(figures[0]),
                    new Memory(Long.parseLong(figures[1]), Long.parseLong(figures[2])),
                    resident.resident());
        }
    }

    /** The product, from the upload's first byte to the end of its job. */
    private final class Ours {

        private final Api api;
        private final Peaks peaks;
        private final Optional<Peaks> databasePeaks;
        private final long organization;

        Ours(Api api, Peaks peaks, Optional<Peaks> databasePeaks) {
            this.api = api;
            this.peaks = peaks;
            this.databasePeaks = databasePeaks;
            this.organization = api.organization("Measured");
        }

        void warmUp() {
            imported(api.organization("Warm-up"), warmUp);
        }

        Measured measure(String what, Path roster, Map<String, Long> expected) {
            peaks.begin();
            databasePeaks.ifPresent(Peaks::begin);
            long begin = System.nanoTime();
            RosterImport done = imported(organization, roster);
            double seconds = (System.nanoTime() - begin) / 1e9;
            expected.forEach((outcome, count) -> {
                if (done.count(outcome) != count) {
                    throw new IllegalStateException(what + ": " + done.count(outcome) + " rows were " + outcome
                            + " and not " + count + ", so the figure says nothing");
                }
            });
            return new Measured(
                    what,
                    rows,
                    seconds,
                    peaks.end(),
                    databasePeaks.map(Peaks::end).map(Memory::resident).orElse(Peaks.UNKNOWN));
        }

        private RosterImport imported(long into, Path roster) {
            return RosterImport.upload(api, into, roster).completed(Duration.ofMillis(100), PATIENCE);
        }
    }

    private void conclude(Measured limit, Measured usual, Measured fresh, Measured unchanged, Measured changed) {
        if (usualRows < rows) {
            System.out.printf(
                    Locale.ROOT, "* on the first %,d rows only, which favours it: its table stays small%n", usualRows);
        }
        System.out.printf(
                Locale.ROOT,
                "new: %.2f x LOAD DATA (goal 0.5), %.1f x the usual import (goal 4); unchanged: %.2f x LOAD DATA (goal 1)%n",
                (double) fresh.rate() / limit.rate(),
                (double) fresh.rate() / usual.rate(),
                (double) unchanged.rate() / limit.rate());
        Memory most = fresh.memory().most(unchanged.memory()).most(changed.memory());
        System.out.printf(
                Locale.ROOT,
                "{\"rows\": %d, \"load_data_rows_s\": %d, \"usual_batch_rows_s\": %d, \"new_rows_s\": %d,"
                        + " \"unchanged_rows_s\": %d, \"changed_rows_s\": %d, \"heap_mb\": %d, \"rss_mb\": %d}%n",
                rows,
                limit.rate(),
                usual.rate(),
                fresh.rate(),
                unchanged.rate(),
                changed.rate(),
                most.heap(),
                most.resident());
    }
}
