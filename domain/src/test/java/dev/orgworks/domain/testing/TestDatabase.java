package dev.orgworks.domain.testing;

import com.zaxxer.hikari.HikariDataSource;
import dev.orgworks.domain.database.DatabaseUrl;
import dev.orgworks.domain.database.EmbeddedDatabase;
import dev.orgworks.domain.database.EmbeddedDatabase.Durability;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * The database that a module's tests share: the embedded one, or a schema of its own on the server that
 * {@code -Dorgworks.test.database-url} names. It ends with the JVM.
 */
public final class TestDatabase {

    /** What a context that nobody registers needs as {@code orgworks.encryption.key}. */
    public static final String ENCRYPTION_KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIG9mIDMyIGJ5dGU=";

    private static final TestDatabase INSTANCE = new TestDatabase();

    private final String url;
    private final String username;
    private final String password;
    private final HikariDataSource dataSource;

    private TestDatabase() {
        String server = System.getProperty("orgworks.test.database-url", "");
        if (server.isBlank()) {
            EmbeddedDatabase embedded = EmbeddedDatabase.start(
                    Path.of(System.getProperty("orgworks.test.server", "target/database-server")),
                    Path.of("target", "test-database"),
                    Durability.NONE);
            String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
            url = DatabaseUrl.of(embedded.url().replace("/orgworks?", "/" + schema + "?"))
                    .text();
            username = embedded.username();
            password = embedded.password();
            dataSource = migrated();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                dropSchema(schema);
                embedded.close();
            }));
        } else {
            String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
            url = DatabaseUrl.of(server.replaceFirst("(//[^/?]+)/?[^?]*", "$1/" + schema))
                    .text();
            username = System.getProperty("orgworks.test.database-user", "root");
            password = System.getProperty("orgworks.test.database-password", "");
            dataSource = migrated();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> dropSchema(schema)));
        }
    }

    /** A pool of connections to the migrated schema. */
    public static DataSource dataSource() {
        return INSTANCE.dataSource;
    }

    public static String url() {
        return INSTANCE.url;
    }

    public static String username() {
        return INSTANCE.username;
    }

    public static String password() {
        return INSTANCE.password;
    }

    /** Makes a Spring context use this database, and a key for what is encrypted in it. */
    public static void register(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", TestDatabase::url);
        registry.add("spring.datasource.username", TestDatabase::username);
        registry.add("spring.datasource.password", TestDatabase::password);
        registry.add("orgworks.encryption.key", () -> ENCRYPTION_KEY);
    }

    private HikariDataSource migrated() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setMaximumPoolSize(16);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        Flyway.configure()
                .dataSource(pool)
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .outOfOrder(true)
                .load()
                .migrate();
        return pool;
    }

    private void dropSchema(String schema) {
        dataSource.close();
        try (var connection = DriverManager.getConnection(url, username, password);
                var statement = connection.createStatement()) {
            statement.execute("drop database " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("The tests' schema " + schema + " stays behind", e);
        }
    }
}
