package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What an export of learners costs beside the database's own SELECT … INTO OUTFILE. Started by scripts/bench-export, which says more. */
final class BenchExport {

    private static final long LEARNERS = 2_000_000;
    private static final long WARM_UP = 50_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Workspace workspace = new Workspace("bench-export");
    private final Path gcLog = workspace.folder().resolve("gc.log");
    private final long learners;

    private BenchExport(Arguments arguments) {
        learners = arguments.number(LEARNERS);
    }

    /** Prints the figures, the last line as JSON; exits with 1 when there are none. */
    public static void main(String[] arguments) {
        try {
            new BenchExport(Arguments.of(arguments, Set.of())).run();
        } catch (IllegalArgumentException e) {
            Workspace.end("bench-export: " + e.getMessage() + "; usage: scripts/bench-export [learners]");
        } catch (IOException | SQLException | RuntimeException e) {
            Workspace.end("bench-export: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void run() throws IOException, SQLException {
        try (Platform platform =
                new Platform(workspace.platform("-Xmx256m", Peaks.option(gcLog)), workspace.home(), null)) {
            platform.start();
            try (Connection connection = platform.database().open()) {
                measure(platform, connection);
            }
        }
    }

    private void measure(Platform platform, Connection connection) throws IOException, SQLException {
        long small = platform.api().organization("Warm-up");
        long large = platform.api().organization("Measured");
        ManyLearners many = new ManyLearners(connection);
        many.make(small, WARM_UP);
        many.make(large, learners);
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze table learner");
        }
        for (String format : new String[] {"csv", "xlsx", "csv"}) {
            FileExport.ofLearners(platform.api(), small, format).completed(PATIENCE);
        }
        outfile(connection, small);
        double outfile = Math.min(outfile(connection, large), outfile(connection, large));
        System.out.printf(Locale.ROOT, "SELECT … INTO OUTFILE, the better of two: %.2f s%n", outfile);
        Peaks peaks = new Peaks(platform.processHandle(), gcLog);
        peaks.begin();
        double csv = Math.min(exported(platform, large, "csv"), exported(platform, large, "csv"));
        double xlsx = exported(platform, large, "xlsx");
        Peaks.Memory memory = peaks.end();
        System.out.printf(
                Locale.ROOT, "csv: %.2f x INTO OUTFILE's rows/s (goal 0.5), the better of two%n", outfile / csv);
        System.out.printf(
                Locale.ROOT,
                "{\"learners\": %d, \"outfile_rows_s\": %.0f, \"csv_rows_s\": %.0f, \"xlsx_rows_s\": %.0f, \"csv_ratio\": %.2f,"
                        + " \"heap_mb\": %d, \"resident_mb\": %d}%n",
                learners,
                learners / outfile,
                learners / csv,
                learners / xlsx,
                outfile / csv,
                memory.heap(),
                memory.resident());
    }

    private double exported(Platform platform, long organization, String format) {
        FileExport export =
                FileExport.ofLearners(platform.api(), organization, format).completed(PATIENCE);
        if (export.rows() != learners) {
            throw new IllegalStateException(format + " has " + export.rows() + " rows and not " + learners);
        }
        System.out.printf(Locale.ROOT, "%s: %.2f s%n", format, export.seconds());
        return export.seconds();
    }

    /** Seconds in which the database writes the same columns into a file of its own. */
    private double outfile(Connection connection, long organization) throws IOException, SQLException {
        Path file = workspace.folder().resolve("outfile-" + organization + "-" + System.nanoTime());
        long begin = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    select external_id, login, first_name, last_name, display_name, email, role, grade, school, status, id,
                           created_at, updated_at
                    into outfile '%s' fields terminated by ',' optionally enclosed by '"' lines terminated by '\\r\\n'
                    from learner where organization_id = %d and status <> 'REMOVED'
                    """.formatted(file.toString().replace("'", "\\'"), organization));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        try (Stream<String> lines = Files.lines(file)) {
            System.out.printf(Locale.ROOT, "INTO OUTFILE: %,d rows in %.2f s%n", lines.count(), seconds);
        } catch (UncheckedIOException e) {
            throw new IOException("The database's file cannot be read", e);
        }
        Files.delete(file);
        return seconds;
    }
}
