package dev.orgworks.domain.mail;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
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

/** The feature with the database of the tests, a clock that the test sets, and any mail server. */
final class PostOffice implements AutoCloseable {

    static final String KEY = TestDatabase.ENCRYPTION_KEY;
    private static final Actor SOMEBODY = new Actor("a test", null, null);

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");
    volatile boolean outcomesFail;

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Transactions {}

    private PostOffice(Map<String, String> settings) {
        TestPropertyValues.of(settings).applyTo(context);
        context.registerBean(
                NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(TestDatabase.dataSource()));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(TestDatabase.dataSource()));
        context.registerBean(
                PlatformTransactionManager.class, () -> new JdbcTransactionManager(TestDatabase.dataSource()));
        context.registerBean(JsonMapper.class, JsonMapper::shared);
        context.registerBean(InstantSource.class, () -> () -> now);
        context.registerBean("outcome", MailOutcome.class, Noting::new);
        context.register(Transactions.class);
        context.scan(
                "dev.orgworks.domain.mail",
                "dev.orgworks.domain.secrets",
                "dev.orgworks.domain.audit",
                "dev.orgworks.domain.directory");
        context.refresh();
    }

    /** With a mail server on this port of this machine. */
    static PostOffice with(int port) {
        return with(port, KEY);
    }

    static PostOffice with(int port, String key) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("orgworks.mail.smtp.host", "localhost");
        settings.put("orgworks.mail.smtp.port", Integer.toString(port));
        settings.put("orgworks.mail.smtp.starttls", "off");
        settings.put("orgworks.mail.smtp.username", "");
        settings.put("orgworks.mail.smtp.password", "");
        settings.put("orgworks.mail.smtp.from", "Orgworks <mail@platform.example>");
        settings.put("orgworks.encryption.key", key);
        return new PostOffice(settings);
    }

    /** Without a mail server. */
    static PostOffice closed() {
        return new PostOffice(Map.of("orgworks.mail.smtp.host", "", "orgworks.encryption.key", KEY));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    void send() {
        context.getBean(SendMail.class).send();
    }

    /** As if so much time had passed. */
    void later(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    List<String> outcomes() {
        return List.copyOf(outcomes);
    }

    void inTransaction(Runnable work) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> work.run());
    }

    UUID queue(Letter letter) {
        UUID[] id = new UUID[1];
        inTransaction(() -> id[0] = bean(QueueMail.class).queue(SOMEBODY, letter));
        return Objects.requireNonNull(id[0]);
    }

    /** Queues an invite of nobody's organization. */
    UUID queue(String recipient) {
        return queue(invite(null, recipient, null, Map.of()));
    }

    static Letter invite(
            @Nullable Long organization, String recipient, @Nullable String name, Map<String, Object> more) {
        Map<String, Object> model = new HashMap<>(Map.of(
                "organization", "Lakeside School",
                "inviter", "Ada Lovelace",
                "role", "MANAGER",
                "link", "https://orgworks.example/invite#orgw_abcdefghijklmnopqrstuvwxyz",
                "expiresAt", Instant.parse("2026-03-08T10:00:00Z")));
        model.putAll(more);
        return new Letter(organization, MailKind.INVITE, recipient, name, model, 7L);
    }

    Map<String, Object> row(UUID id) {
        return jdbc().sql("select * from mail_message where id = :id")
                .param("id", BinaryUuid.bytes(id))
                .query()
                .singleRow();
    }

    String state(UUID id) {
        return String.valueOf(row(id).get("state"));
    }

    long organization(String name, String settings) {
        UUID uuid = UUID.randomUUID();
        jdbc().sql("""
                        insert into organization (uuid, name, time_zone, settings, created_at, updated_at)
                        values (:uuid, :name, 'America/Chicago', :settings, :now, :now)
                        """)
                .param("uuid", BinaryUuid.bytes(uuid))
                .param("name", name)
                .param("settings", settings)
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

    /** A feature that wants to know what became of its invites. */
    private final class Noting implements MailOutcome {

        @Override
        public MailKind kind() {
            return MailKind.INVITE;
        }

        @Override
        public void sent(long subjectId) {
            note("sent " + subjectId);
        }

        @Override
        public void refused(long subjectId, String reason) {
            note("refused " + subjectId + ": " + reason);
        }

        private void note(String outcome) {
            if (outcomesFail) {
                throw new IllegalStateException("broken");
            }
            outcomes.add(outcome);
        }
    }
}
