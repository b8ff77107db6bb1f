package dev.orgworks.api.proof;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Whether the file of an export that is interrupted at random moments differs from the undisturbed one. Started by scripts/chaos-export, which says more. */
final class ChaosExport {

    private static final long ROUNDS = 20;
    private static final long LEARNERS = 500_000;
    private static final long INTERRUPTIONS = 2;

    private ChaosExport() {}

    /** Prints each round, the last line as JSON; exits with 1 when a file is not the same, byte for byte. */
    public static void main(String[] arguments) {
        try {
            run(Arguments.of(arguments, Set.of("--signal", "--seed", "--learners", "--kills", "--format")));
        } catch (IllegalArgumentException e) {
            Workspace.end(
                    "chaos-export: " + e.getMessage() + "; usage: scripts/chaos-export [rounds] [--signal KILL|TERM]"
                            + " [--seed NUMBER] [--learners NUMBER] [--kills NUMBER] [--format csv|jsonl] [--database-url JDBC_URL"
                            + " [--database-user USER] [--database-password PASSWORD]]");
        } catch (SQLException | RuntimeException e) {
            Workspace.end("chaos-export: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private static void run(Arguments arguments) throws SQLException {
        long rounds = arguments.number(ROUNDS);
        Interruption interruption = Interruption.of(arguments.text("--signal", "KILL"));
        long seed = arguments.number("--seed", System.nanoTime() % 1_000_000);
        long learners = arguments.number("--learners", LEARNERS);
        int most = Math.toIntExact(arguments.number("--kills", INTERRUPTIONS));
        String format = arguments.text("--format", "csv");
        if (most < 1 || learners < 1 || !Set.of("csv", "jsonl").contains(format)) {
            throw new IllegalArgumentException("--kills and --learners are 1 at least, --format is csv or jsonl");
        }
        Workspace workspace = new Workspace("chaos-export");
        Account server = workspace.dropped(arguments.server(workspace.schema()));
        try (Platform platform = new Platform(workspace.platform(), workspace.home(), server)) {
            platform.start();
            InterruptedExports exports = InterruptedExports.of(platform, workspace.folder(), learners, format);
            System.out.printf(
                    Locale.ROOT,
                    "%d rounds of up to %d x %s, seed %d; undisturbed the export of %,d learners takes %.1f s%n",
                    rounds,
                    most,
                    interruption,
                    seed,
                    learners,
                    exports.duration().toMillis() / 1e3);
            SplittableRandom random = new SplittableRandom(seed);
            int kills = 0;
            int equal = 0;
            for (int i = 1; i <= rounds; i++) {
                InterruptedExports.Round round = exports.play(random, interruption, most);
                kills += round.hits().size();
                equal += round.equal() ? 1 : 0;
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %s; %s%n",
                        i,
                        round.hits(),
                        round.equal() ? "the same bytes" : "NOT the same: " + round.difference());
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"rounds\": %d, \"kills\": %d, \"files_equal\": %d, \"learners\": %d}%n",
                    rounds,
                    kills,
                    equal,
                    learners);
            if (equal < rounds) {
                System.exit(1);
            }
        }
    }
}
