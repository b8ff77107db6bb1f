package dev.orgworks.api.proof;

import dev.orgworks.api.proof.Chaos.Round;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether an import that is interrupted at random moments loses or repeats anything. Started by scripts/chaos-sis, which says more. */
final class ChaosSis {

    private static final long ROUNDS = 20;
    private static final long LEARNERS = 40_000;
    private static final long INTERRUPTIONS = 2;

    private ChaosSis() {}

    /** Prints each round, the last line as JSON; exits with 1 when anything was lost or done twice. */
    public static void main(String[] arguments) {
        try {
            run(Arguments.of(arguments, Set.of("--signal", "--seed", "--learners", "--kills")));
        } catch (IllegalArgumentException e) {
            fail(e.getMessage() + "; usage: scripts/chaos-sis [rounds] [--signal KILL|TERM] [--seed NUMBER]"
                    + " [--learners NUMBER] [--kills NUMBER] [--database-url JDBC_URL"
                    + " [--database-user USER] [--database-password PASSWORD]]");
        } catch (SQLException | RuntimeException e) {
            fail(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static void fail(String reason) {
        Workspace.end("chaos-sis: " + reason);
    }

    private static void run(Arguments arguments) throws SQLException {
        long rounds = arguments.number(ROUNDS);
        Interruption interruption = Interruption.of(arguments.text("--signal", "KILL"));
        long seed = arguments.number("--seed", System.nanoTime() % 1_000_000);
        long learners = arguments.number("--learners", LEARNERS);
        int most = Math.toIntExact(arguments.number("--kills", INTERRUPTIONS));
        if (most < 1 || learners < 1) {
            throw new IllegalArgumentException("--kills and --learners are 1 at least");
        }
        Workspace workspace = new Workspace("chaos-sis");
        Account server = workspace.dropped(arguments.server(workspace.schema()));
        try (Platform platform = new Platform(workspace.platform(), workspace.home(), server)) {
            platform.start();
            Chaos chaos = new Chaos(platform, workspace.folder(), learners, new SplittableRandom(seed));
            System.out.printf(
                    Locale.ROOT,
                    "%d rounds of up to %d x %s, seed %d; undisturbed the import takes %.1f s: %s%n",
                    rounds,
                    most,
                    interruption,
                    seed,
                    chaos.duration().toMillis() / 1e3,
                    shown(chaos.outcomes()));
            Tally tally = new Tally();
            for (int i = 1; i <= rounds; i++) {
                Round round = chaos.play("Round " + i, interruption, most);
                tally.add(round);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %s; %s after %.1f s%n",
                        i,
                        round.hits().stream().map(Hit::toString).collect(Collectors.joining(", ")),
                        round.difference().none() ? "nothing lost, nothing twice" : "NOT clean: " + round.difference(),
                        round.duration().toMillis() / 1e3);
            }
            tally.conclude(rounds);
        }
    }

    private static String shown(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    /** All rounds so far. */
    private static final class Tally {

        private final Map<String, Long> phases = new TreeMap<>();
        private long lost;
        private long twice;
        private boolean checksumEqual = true;

        void add(Round round) {
            round.hits()
                    .forEach(hit ->
                            phases.merge(hit.phase().isEmpty() ? "before it began" : hit.phase(), 1L, Long::sum));
            lost += round.difference().lost();
            twice += round.difference().twice();
            checksumEqual &= round.difference().checksumEqual();
        }

        void conclude(long rounds) {
            System.out.println("hit: " + shown(phases));
            System.out.printf(
                    Locale.ROOT,
                    "{\"rounds\": %d, \"kills\": %d, \"lost\": %d, \"twice\": %d, \"checksum_equal\": %b}%n",
                    rounds,
                    phases.values().stream().mapToLong(Long::longValue).sum(),
                    lost,
                    twice,
                    checksumEqual);
            if (lost > 0 || twice > 0 || !checksumEqual) {
                System.exit(1);
            }
        }
    }
}
