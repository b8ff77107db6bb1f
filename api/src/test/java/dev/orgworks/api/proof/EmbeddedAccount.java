package dev.orgworks.api.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Lets a proof into an embedded database, whose only account is the product's own: over the server's socket, which lets in
 * whoever owns the server, and with the client beside it.
 */
final class EmbeddedAccount {

    private static final String SCHEMA = "orgworks";

    private EmbeddedAccount() {}

    /** Makes an account on a running server, or renews it. */
    static Account of(ProcessHandle server) {
        String password = UUID.randomUUID().toString();
        Path folder = Path.of(argument(server, "--basedir="));
        ProcessBuilder client = new ProcessBuilder(List.of(
                        folder.resolve("bin").resolve("mariadb").toString(),
                        "--no-defaults",
                        "--skip-ssl",
                        "--socket=" + argument(server, "--socket="),
                        "--user=" + System.getProperty("user.name"),
                        "--execute=create or replace user proof@127.0.0.1 identified by '" + password
                                + "'; grant all on *.* to proof@127.0.0.1"))
                .redirectErrorStream(true);
        client.environment().put("LD_LIBRARY_PATH", folder.resolve("libs").toString());
        try {
            Process process = client.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The embedded database lets nobody look into it: " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Account(
                "jdbc:mysql://127.0.0.1:" + argument(server, "--port=") + "/" + SCHEMA
                        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                "proof",
                password);
    }

    private static String argument(ProcessHandle server, String name) {
        return List.of(server.info().arguments().orElse(new String[0])).stream()
                .filter(argument -> argument.startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The database process shows no " + name))
                .substring(name.length());
    }
}
