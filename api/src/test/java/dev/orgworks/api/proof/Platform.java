package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The whole product in a process of its own, with a data folder and, unless it is given a server, a database of its own; to
 * be stopped in any way and started again.
 */
final class Platform implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LAST_WORDS = 2_000;

    private final List<String> command;
    private final Path home;
    private final @Nullable Account server;
    private final Api api;
    private @Nullable Process process;
    private boolean closed;

    /**
     * @param command starts it: the Java virtual machine, its options, and what it is to run
     * @param home its data folder, which exists
     * @param server the database that it shall use; null: its own, embedded
     */
    Platform(List<String> command, Path home, @Nullable Account server) {
        this.command = List.copyOf(command);
        this.home = home;
        this.server = server;
        this.api = new Api(freePort(), UUID.randomUUID().toString());
    }

    /** Its administrator's way to it; the same after every start. */
    Api api() {
        return api;
    }

    /** Starts it and waits until it answers. */
    void start() {
        Process started = launched();
        Polling.until(
                Duration.ofMillis(50),
                PATIENCE,
                "the platform answers",
                () -> answers(started) ? Optional.of(true) : Optional.empty());
    }

    private synchronized Process launched() {
        if (closed) {
            throw new IllegalStateException("It was closed and is not started again");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("ORGWORKS_DATASOURCE_") || name.equals("ORGWORKS_NODE"));
        builder.environment().put("ORGWORKS_HOME", home.toString());
        builder.environment().put("ORGWORKS_ADMIN_TOKEN", api.token());
        builder.environment().put("PORT", Integer.toString(api.port()));
        if (server != null) {
            builder.environment().put("ORGWORKS_DATASOURCE_URL", server.url());
            builder.environment().put("ORGWORKS_DATASOURCE_USERNAME", server.user());
            builder.environment().put("ORGWORKS_DATASOURCE_PASSWORD", server.password());
        }
        try {
            Process started = builder.start();
            process = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("The platform did not start: " + lastWords());
        }
        return api.healthy();
    }

    /** The process. */
    ProcessHandle processHandle() {
        return running().toHandle();
    }

    /** The embedded database's process; none when it uses a server. */
    Optional<ProcessHandle> databaseProcess() {
        return running()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
                .findFirst();
    }

    /** The way into its database, which changes with every start. */
    Account database() {
        return server != null ? server : EmbeddedAccount.of(databaseProcess().orElseThrow());
    }

    /** Ends it as if the machine had gone: itself and its database, at once and without a word. */
    void kill() {
        Process doomed = running();
        List<ProcessHandle> all = new ArrayList<>(doomed.descendants().toList());
        all.add(0, doomed.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Asks it to end, as Ctrl-C and service managers do, and waits until it has. */
    void terminate() {
        Process asked = running();
        asked.destroy();
        try {
            if (!asked.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("It does not end although it was asked to: " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The last that it said. */
    String lastWords() {
        try {
            String all = Files.readString(log());
            return all.substring(Math.max(0, all.length() - LAST_WORDS));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            kill();
        }
    }

    private Path log() {
        return home.resolve("log");
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException("It was not started");
        }
        return process;
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
