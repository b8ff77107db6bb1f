package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a script makes and leaves nothing of, however it ends: a folder in the build's own, processes, and schemas
 * on a server that is not the script's.
 */
final class Workspace {

    private static volatile boolean ending;

    private final Path root =
            Path.of(System.getProperty("orgworks.proof.root", "")).toAbsolutePath();
    private final String name;
    private final Path folder;
    private final List<Account> schemas = new ArrayList<>();

    /** @param script who works here */
    Workspace(String script) {
        name = script + "-" + UUID.randomUUID().toString().substring(0, 8);
        try {
            folder = Files.createDirectories(root.resolve("target").resolve(name));
            // unpacked once, also for the tests
            Path binaries = Files.createDirectories(root.resolve("target").resolve("database-server"));
            Files.createSymbolicLink(Files.createDirectory(home()).resolve("server"), binaries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::leaveNothing, "cleaning"));
    }

    Path folder() {
        return folder;
    }

    /** The platform's data folder. */
    Path home() {
        return folder.resolve("home");
    }

    /** The name for a schema of this script's alone. */
    String schema() {
        return "orgworks_" + name.replace('-', '_');
    }

    /** Drops a schema at the end. */
    @Nullable
    Account dropped(@Nullable Account schema) {
        if (schema != null) {
            schemas.add(schema);
        }
        return schema;
    }

    /** The command that starts the executable as scripts/run does. */
    List<String> platform(String... moreOptions) {
        List<String> command = java(moreOptions);
        command.add("-Dloader.path=" + root.resolve("api/target/embedded-database"));
        return withExecutable(command);
    }

    /** The command that starts a class of this package in a process of its own, with the options of the platform's. */
    List<String> proof(Class<?> main, String... moreOptions) {
        List<String> command = java(moreOptions);
        command.add("-Dloader.main=" + main.getName());
        command.add("-Dloader.path=" + root.resolve("api/target/test-classes"));
        return withExecutable(command);
    }

    /** The command that starts a class of this package which starts the executable, in one process with something else. */
    List<String> besides(Class<?> main, String... moreOptions) {
        List<String> command = java(moreOptions);
        command.add("-Dloader.main=" + main.getName());
        command.add("-Dloader.path=" + root.resolve("api/target/test-classes") + ","
                + root.resolve("api/target/embedded-database"));
        return withExecutable(command);
    }

    /** Ends the script with code 1; says why, unless it is being stopped, which is why things fail then. */
    static void end(String reason) {
        if (!ending) {
            System.err.println(reason);
        }
        System.exit(1);
    }

    /** What ORGWORKS_JAVA_OPTS says. */
    static List<String> javaOptions() {
        String options = System.getenv().getOrDefault("ORGWORKS_JAVA_OPTS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1));
    }

    private static List<String> java(String... moreOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions());
        command.addAll(List.of(moreOptions));
        return command;
    }

    private List<String> withExecutable(List<String> command) {
        command.addAll(List.of("-jar", root.resolve("api/target/orgworks.jar").toString()));
        return command;
    }

    private void leaveNothing() {
        ending = true;
        endChildren();
        for (Account schema : schemas) {
            try (Connection connection = schema.in("mysql").open();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop database if exists " + schema.schema());
            } catch (SQLException e) {
                System.err.println("The schema " + schema.schema() + " stays behind: " + e.getMessage());
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println(folder + " stays behind: " + e.getMessage());
        }
    }

    /** Also those that they start while they are being ended. */
    private static void endChildren() {
        Set<ProcessHandle> ended = new HashSet<>();
        while (true) {
            List<ProcessHandle> left = ProcessHandle.current()
                    .descendants()
                    .filter(child -> !ended.contains(child))
                    .toList();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            left.forEach(child -> child.onExit().join());
            ended.addAll(left);
        }
    }
}
