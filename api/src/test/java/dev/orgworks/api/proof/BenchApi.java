package dev.orgworks.api.proof;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many requests a second the API answers, beside a bare handler. Started by scripts/bench-api, which says more. */
final class BenchApi {

    private static final int SECONDS = 10;
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 3;
    private static final int ORGANIZATIONS = 60;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern SLOWEST = Pattern.compile("\\s99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern WRONG = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)|Socket errors: (.*)");

    private final Workspace workspace = new Workspace("bench-api");
    private final long seconds;
    private final long connections;
    private final @Nullable Account server;
    private final int barePort;

    private BenchApi(Arguments arguments) throws IOException {
        seconds = arguments.number(SECONDS);
        connections = arguments.number("--connections", CONNECTIONS);
        server = workspace.dropped(arguments.server(workspace.schema()));
        try (ServerSocket free = new ServerSocket(0)) {
            barePort = free.getLocalPort();
        }
    }

    /** What a round gave: requests a second, and milliseconds within which 99 of 100 were answered. */
    private record Round(double rate, double p99) {}

    /** Something that is asked again and again. */
    private record Target(String name, String url, List<Round> rounds) {

        static Target of(String name, String url) {
            return new Target(name, url, new ArrayList<>());
        }

        double rate() {
            return rounds.stream().map(Round::rate).sorted().toList().get(rounds.size() / 2);
        }

        double p99() {
            return rounds.stream()
                    .map(Round::p99)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /** Prints the figures, the last line as JSON; exits with 1 when there are none. */
    public static void main(String[] arguments) {
        try {
            new BenchApi(Arguments.of(arguments, Set.of("--connections"))).run();
        } catch (IllegalArgumentException e) {
            Workspace.end("bench-api: " + e.getMessage() + "; usage: scripts/bench-api [seconds] [--connections N]"
                    + " [--database-url JDBC_URL [--database-user USER] [--database-password PASSWORD]]");
        } catch (IOException | InterruptedException | RuntimeException e) {
            Workspace.end("bench-api: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void run() throws IOException, InterruptedException {
        try (Platform platform = new Platform(
                workspace.besides(BesideBare.class, "-Dbare.port=" + barePort), workspace.home(), server)) {
            platform.start();
            Api api = platform.api();
            long organization = 0;
            for (int i = 0; i < ORGANIZATIONS; i++) {
                organization = api.organization("Organization number " + i);
            }
            String one = "/api/organizations/" + organization;
            String many = "/api/organizations?limit=50";
            Target get = Target.of("one organization", url(api.port(), one));
            Target list = Target.of("a list of 50", url(api.port(), many));
            Target bareGet = Target.of("bare, as long as one", bare(api, one));
            Target bareList = Target.of("bare, as long as the list", bare(api, many));
            List<Target> targets = List.of(bareGet, get, bareList, list);
            for (Target target : targets) {
                measure(target, api);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Target target : targets) {
                    target.rounds().add(measure(target, api));
                }
            }
            targets.forEach(target -> System.out.printf(
                    Locale.ROOT,
                    "%-26s %,9.0f requests/s   p99 %7.2f ms%n",
                    target.name(),
                    target.rate(),
                    target.p99()));
            System.out.printf(
                    Locale.ROOT,
                    "one: %.2f x bare, the list: %.2f x bare (goal 0.5)%n",
                    get.rate() / bareGet.rate(),
                    list.rate() / bareList.rate());
            System.out.printf(
                    Locale.ROOT,
                    "{\"get_rps\": %.0f, \"list_rps\": %.0f, \"bare_rps\": %.0f, \"bare_list_rps\": %.0f,"
                            + " \"get_p99_ms\": %.2f, \"list_p99_ms\": %.2f}%n",
                    get.rate(),
                    list.rate(),
                    bareGet.rate(),
                    bareList.rate(),
                    get.p99(),
                    list.p99());
        }
    }

    private String bare(Api api, String path) {
        return url(barePort, "/" + api.get(path).toString().getBytes(StandardCharsets.UTF_8).length);
    }

    private static String url(int port, String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private Round measure(Target target, Api api) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t2",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--latency",
                        "-H",
                        "Authorization: Bearer " + api.token(),
                        target.url())
                .redirectErrorStream(true)
                .start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(said);
        Matcher slowest = SLOWEST.matcher(said);
        if (wrk.waitFor() != 0
                || !rate.find()
                || !slowest.find()
                || WRONG.matcher(said).find()) {
            throw new IllegalStateException(target.name() + " was not answered well, so there is no figure: " + said);
        }
        double unit = switch (slowest.group(2)) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1_000;
        };
        return new Round(Double.parseDouble(rate.group(1)), Double.parseDouble(slowest.group(1)) * unit);
    }
}
