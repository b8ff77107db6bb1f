package dev.orgworks.api.start;

import dev.orgworks.domain.database.DatabaseStartException;
import dev.orgworks.domain.database.DatabaseUrl;
import dev.orgworks.domain.database.EmbeddedDatabase;
import dev.orgworks.domain.database.EmbeddedDatabase.Durability;
import dev.orgworks.domain.secrets.SealSecret;
import dev.orgworks.domain.users.FirstAdministrator;
import dev.orgworks.domain.users.TokenSecret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the application from the environment: takes the data folder, starts or checks the database, hands both to Spring
 * Boot, and tells the operator where everything is. What keeps it from starting is said in one line.
 */
public final class Launch {

    private static final int DEFAULT_PORT = 8080;
    private static final String ADMIN_TOKEN = "admin-token";
    private static final String ENCRYPTION_KEY = "encryption-key";

    private final Map<String, String> environment;
    private final Class<?> application;
    private final Opened opened = Opened.untilTheEnd();

    /** @param environment the process's environment variables */
    public Launch(Class<?> application, Map<String, String> environment) {
        this.application = application;
        this.environment = environment;
    }

    /** Starts, and returns while the application runs; exits with code 1 when it cannot run. */
    public void launch(String... arguments) {
        try {
            start(arguments);
        } catch (StartRefusedException | DatabaseStartException e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            refuse("The data folder cannot be used (" + e + "); check its permissions and free space");
        }
    }

    private void start(String... arguments) throws IOException {
        int port = port();
        checkPort(port);
        String url = environment.get("ORGWORKS_DATASOURCE_URL");
        boolean embedded = url == null || url.isBlank();
        DataFolder folder = DataFolder.take(home(), embedded);
        opened.add(folder);
        opened.add(Opened::endChildren);
        SpringApplication spring = new SpringApplication(application);
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(opened::add);
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", port);
        properties.put("orgworks.home", folder.path().toString());
        properties.put("orgworks.public-url", "http://localhost:" + port);
        properties.put("orgworks.sis.uploads", folder.path().resolve("uploads").toString());
        properties.put(
                "orgworks.reports.folder", folder.path().resolve("reports").toString());
        properties.put("orgworks.encryption.kept-key", encryptionKey(folder, embedded));
        Optional<String> newToken = Optional.empty();
        if (url == null || embedded) {
            System.out.println(
                    "Starting the embedded database in " + folder.path().resolve("database"));
            EmbeddedDatabase database = EmbeddedDatabase.start(
                    folder.path().resolve("server"), folder.path().resolve("database"), Durability.FULL);
            opened.add(database);
            useDatabase(properties, database.url(), database.username(), database.password());
            newToken = adminToken(folder, properties);
        } else {
            String username = environment.getOrDefault("ORGWORKS_DATASOURCE_USERNAME", "root");
            String password = environment.getOrDefault("ORGWORKS_DATASOURCE_PASSWORD", "");
            DatabaseUrl.of(url).check(username, password);
            useDatabase(properties, url, username, password);
            properties.put("orgworks.admin-token", environment.getOrDefault("ORGWORKS_ADMIN_TOKEN", ""));
        }
        spring.setDefaultProperties(properties);
        ConfigurableApplicationContext running;
        try {
            running = spring.run(arguments);
        } catch (RuntimeException e) {
            throw refusal(e, port);
        }
        welcome(port, folder, newToken);
        running.getBeanProvider(FirstAdministrator.class).stream()
                .flatMap(administrator -> administrator.takeCredentials().stream())
                .forEach(made -> System.out.println("The first administrator signs in as " + made.email()
                        + " with this password, shown this once and to be changed then: "
                        + made.password().text()));
    }

    private Path home() {
        String given = environment.getOrDefault("ORGWORKS_HOME", "");
        return Path.of(given.isBlank() ? "var" : given).toAbsolutePath().normalize();
    }

    private int port() {
        String text = environment.getOrDefault("PORT", Integer.toString(DEFAULT_PORT));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new StartRefusedException("PORT must be a number from 0 to 65535, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    /** Before anything is started, for a quick answer; Spring Boot's own bind has the last word. */
    private static void checkPort(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new StartRefusedException(portInUse(port));
        }
    }

    /** In the operator's words; Spring Boot has logged the whole story by now. */
    private static StartRefusedException refusal(Throwable failure, int port) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof PortInUseException)) {
            cause = cause.getCause();
        }
        return new StartRefusedException(
                cause instanceof PortInUseException
                        ? portInUse(port)
                        : String.valueOf(cause).lines().findFirst().orElse("") + "; the log above has the whole story");
    }

    private static String portInUse(int port) {
        return "Port " + port + " is in use; stop what listens there, or choose another in PORT";
    }

    private static void useDatabase(Map<String, Object> properties, String url, String username, String password) {
        properties.put("spring.datasource.url", DatabaseUrl.of(url).text());
        properties.put("spring.datasource.username", username);
        properties.put("spring.datasource.password", password);
    }

    /** The administrator's token from the environment, else the one kept with the data, else a new one. */
    private Optional<String> adminToken(DataFolder folder, Map<String, Object> properties) throws IOException {
        String given = environment.get("ORGWORKS_ADMIN_TOKEN");
        Optional<String> kept = given == null || given.isBlank() ? folder.readSecret(ADMIN_TOKEN) : Optional.of(given);
        String token = kept.orElseGet(() -> TokenSecret.random().text());
        if (kept.isEmpty()) {
            folder.writeSecret(ADMIN_TOKEN, token);
        }
        properties.put("orgworks.admin-token", token);
        return kept.isEmpty() ? Optional.of(token) : Optional.empty();
    }

    /** The key kept with the data, which is made when nobody has given one; empty when somebody has. */
    private String encryptionKey(DataFolder folder, boolean embedded) throws IOException {
        if (!environment.getOrDefault("ORGWORKS_ENCRYPTION_KEY", "").isBlank()) {
            return "";
        }
        String node = environment.getOrDefault("ORGWORKS_NODE", "");
        if (!embedded && (node.equals("api") || node.equals("worker"))) {
            throw new StartRefusedException(
                    "Nodes that share a database need the same ORGWORKS_ENCRYPTION_KEY: 32 bytes in"
                            + " Base64, such as from \"openssl rand -base64 32\"");
        }
        Optional<String> kept = folder.readSecret(ENCRYPTION_KEY);
        String key = kept.orElseGet(SealSecret::newKey);
        if (kept.isEmpty()) {
            folder.writeSecret(ENCRYPTION_KEY, key);
        }
        return key;
    }

    private void welcome(int port, DataFolder folder, Optional<String> newToken) {
        System.out.println("Orgworks runs at http://localhost:" + port + " with its data in " + folder.path());
        newToken.ifPresent(token -> System.out.println("The administrator's token, shown this once: " + token
                + " (kept in " + folder.path().resolve(ADMIN_TOKEN) + ")"));
    }

    private void refuse(@Nullable String message) {
        if (!opened.isEnding()) {
            System.err.println("Orgworks cannot start: " + message);
        }
        System.exit(1);
    }
}
