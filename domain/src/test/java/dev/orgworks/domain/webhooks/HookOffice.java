package dev.orgworks.domain.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.LockOrganization;
import dev.orgworks.domain.testing.TestDatabase;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.webhooks.CreateEndpoint.Created;
import dev.orgworks.domain.webhooks.FindDeliveries.Detail;
import dev.orgworks.domain.webhooks.FindDeliveries.Filter;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The feature with the database of the tests, a clock that the test sets, and an organization of its own. */
final class HookOffice implements AutoCloseable {

    static final Actor SOMEBODY = new Actor("a test", null, null);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final long organization;
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Transactions {}

    HookOffice(String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "orgworks.encryption.key", TestDatabase.ENCRYPTION_KEY,
                "orgworks.mail.smtp.host", "",
                "orgworks.webhooks.allow-insecure", "true"));
        for (String setting : settings) {
            all.put(setting.split("=", -1)[0], setting.split("=", -1)[1]);
        }
        TestPropertyValues.of(all).applyTo(context);
        context.registerBean(
                NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(TestDatabase.dataSource()));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(TestDatabase.dataSource()));
        context.registerBean(
                PlatformTransactionManager.class, () -> new JdbcTransactionManager(TestDatabase.dataSource()));
        context.registerBean(JsonMapper.class, JsonMapper::shared);
        context.registerBean(InstantSource.class, () -> () -> now);
        context.register(Transactions.class, FindMembers.class, FindOrganizations.class, LockOrganization.class);
        context.scan(
                "dev.orgworks.domain.webhooks",
                "dev.orgworks.domain.mail",
                "dev.orgworks.domain.secrets",
                "dev.orgworks.domain.audit",
                "dev.orgworks.domain.directory");
        context.refresh();
        organization = newOrganization();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    long organization() {
        return organization;
    }

    Instant now() {
        return now;
    }

    /** As if so much time had passed. */
    void later(Duration time) {
        now = now.plus(time);
    }

    Created endpoint(String url, String... eventTypes) {
        return bean(CreateEndpoint.class)
                .create(SOMEBODY, organization, new EndpointDraft(url, null, List.of(eventTypes)));
    }

    WebhookEndpoint endpoint(long id) {
        return bean(FindEndpoints.class).byId(organization, id);
    }

    /** Queues an event of this key; answers whether it is new. */
    boolean queue(WebhookType type, String key, Map<String, Object> data) {
        return Objects.requireNonNull(
                inTransaction(() -> bean(QueueWebhook.class).queue(SOMEBODY, organization, type, key, data)));
    }

    void queue() {
        queue(WebhookType.REPORT_COMPLETED, UUID.randomUUID().toString(), Map.of("exportId", 7));
    }

    <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(
                new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(status -> work.get()));
    }

    /** Sends what is due, and waits until nothing is on its way. */
    void send() {
        bean(SendWebhooks.class).send();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> bean(SendWebhooks.class).isIdle());
    }

    List<WebhookDelivery> deliveries() {
        return bean(FindDeliveries.class).list(organization, new Filter(null, null, null), 100, 0);
    }

    WebhookDelivery only() {
        List<WebhookDelivery> all = deliveries();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    Detail detail() {
        return bean(FindDeliveries.class).detail(organization, only().id());
    }

    private long newOrganization() {
        UUID uuid = UUID.randomUUID();
        jdbc().sql("""
                        insert into organization (uuid, name, time_zone, settings, created_at, updated_at)
                        values (:uuid, :name, 'America/Chicago', '{}', :now, :now)
                        """)
                .param("uuid", BinaryUuid.bytes(uuid))
                .param("name", "Hooked " + uuid)
                .param("now", Timestamp.from(now))
                .update();
        return jdbc().sql("select id from organization where uuid = :uuid")
                .param("uuid", BinaryUuid.bytes(uuid))
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }
}
