package dev.orgworks.api.testing;

import static org.awaitility.Awaitility.await;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import dev.orgworks.domain.testing.TestDatabase;
import dev.orgworks.domain.users.TokenSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A test of the whole application: one for all tests, with its web server, database, queue and jobs running. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orgworks.admin-token=" + ApiTest.ADMINISTRATOR,
            "orgworks.reports.runner.secret=" + ApiTest.RUNNER_SECRET,
            "orgworks.sis.uploads=" + ApiTest.UPLOADS,
            "orgworks.reports.folder=target/test-reports",
            "orgworks.sis.max-upload-size=" + ApiTest.LARGEST_UPLOAD + "B",
            "orgworks.sis.chunk-rows=50",
            "orgworks.webhooks.allow-insecure=true",
            // organizations are rolled up when a test asks for it
            "orgworks.reports.summary.every=1d",
            // all tests come from one address, and most from one caller
            "orgworks.rate-limits.creations.requests=1000000",
            "orgworks.rate-limits.sign-ins.requests=1000000",
            "orgworks.rate-limits.token-failures.requests=1000000",
            "orgworks.rate-limits.invites.requests=1000000",
            "orgworks.rate-limits.claims.requests=1000000"
        })
public abstract class ApiTest {

    protected static final String ADMINISTRATOR = "the-platform-administrator-of-the-tests";
    protected static final String RUNNER_SECRET = "the-runner-of-reports-of-the-tests";
    protected static final String UPLOADS = "target/test-uploads";
    protected static final int LARGEST_UPLOAD = 65_536;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> FINISHED = Set.of("COMPLETED", "FAILED", "CANCELLED");

    /** The platform administrator. */
    protected Client admin;

    /** Somebody without a token. */
    protected Client nobody;

    protected JdbcClient database;
    private Scheduler scheduler;
    private QueueMail letters;
    private TransactionTemplate transaction;

    /** An organization that a test made for itself. */
    protected record Tenant(long id, String uuid, String path) {}

    @DynamicPropertySource
    static void useTheTestDatabase(DynamicPropertyRegistry registry) {
        TestDatabase.register(registry);
    }

    @DynamicPropertySource
    static void sendLettersToTheTests(DynamicPropertyRegistry registry) {
        TestMail.register(registry);
    }

    @DynamicPropertySource
    static void trustTheTestIssuers(DynamicPropertyRegistry registry) {
        registry.add("orgworks.jwt.clerk.uri", TestIssuer.CLERK::uri);
        registry.add("orgworks.jwt.clerk.jwks-uri", TestIssuer.CLERK::jwksUri);
        registry.add(
                "orgworks.jwt.clerk.authorized-parties", () -> "https://app.example.com,https://admin.example.com");
        registry.add("orgworks.jwt.issuers[0].uri", TestIssuer.OPENID::uri);
        registry.add("orgworks.jwt.issuers[0].audiences", () -> "orgworks");
        registry.add("orgworks.jwt.issuers[0].organization-claim", () -> "organization");
        registry.add("orgworks.jwt.issuers[0].role-claim", () -> "role");
        registry.add("orgworks.jwt.issuers[0].roles.owner", () -> "ADMIN");
        registry.add("orgworks.jwt.issuers[0].roles.staff", () -> "MANAGER");
        registry.add("orgworks.jwt.issuers[0].link-by-email", () -> "true");
    }

    @BeforeEach
    void meet(
            @LocalServerPort int port,
            @Autowired JdbcClient jdbc,
            @Autowired Scheduler quartz,
            @Autowired QueueMail mail,
            @Autowired TransactionTemplate inTransaction) {
        nobody = new Client(port, null);
        admin = nobody.with(ADMINISTRATOR);
        database = jdbc;
        scheduler = quartz;
        letters = mail;
        transaction = inTransaction;
    }

    /** A new organization, in which nobody else works. */
    protected Tenant tenant() {
        Answer made = admin.post("/api/organizations", "{\"name\": \"Organization %s\"}".formatted(UUID.randomUUID()))
                .expect(201);
        return new Tenant(
                made.at("/data/id").longValue(),
                made.text("/data/uuid"),
                "/api/organizations/" + made.at("/data/id").longValue());
    }

    /** A new pool of seats of the product {@code courses}. */
    protected long seats(Tenant tenant, int total, String settings) {
        return seats(tenant.path(), total, settings);
    }

    /** The same for the organization of a path. */
    protected long seats(String path, int total, String settings) {
        Answer made = admin.patch(
                        path + "/licenses",
                        "{\"changes\": [{\"action\": \"create\", \"product\": \"courses\", \"total\": %d, \"settings\": %s}]}"
                                .formatted(total, settings))
                .expect(200);
        org.assertj.core.api.Assertions.assertThat(made.at("/data/0/success").booleanValue())
                .as(made.body())
                .isTrue();
        return made.at("/data/0/pool/id").longValue();
    }

    /** Somebody with a new token for one organization. */
    protected Client somebody(String role, Tenant tenant) {
        return admin.with(issue(admin, role, List.of(tenant.id())).text("/data/token"));
    }

    /** A platform user that a test made for itself. */
    protected record Person(long id, String email) {}

    /** A new platform user, who is no member of anything. */
    protected Person person(String platformRole) {
        String email = UUID.randomUUID() + "@example.org";
        Answer made = admin.post(
                        "/api/users",
                        "{\"firstName\": \"Ada\", \"lastName\": \"Lovelace\", \"email\": \"%s\", \"role\": \"%s\"}"
                                .formatted(email, platformRole))
                .expect(201);
        return new Person(made.at("/data/id").longValue(), email);
    }

    /** A new platform user who is a member of an organization. */
    protected Person member(Tenant tenant, String role) {
        Person person = person("MEMBER");
        admin.put(tenant.path() + "/members/" + person.id(), "{\"role\": \"%s\"}".formatted(role))
                .expect(201);
        return person;
    }

    /** Somebody with a new token that acts as a user. */
    protected Client acting(Person person) {
        return admin.with(admin.post("/api/tokens", "{\"name\": \"of a test\", \"userId\": %d}".formatted(person.id()))
                .expect(201)
                .text("/data/token"));
    }

    /** Issues a token. */
    protected static Answer issue(Client maker, String role, List<Long> organizationIds) {
        return maker.post(
                        "/api/tokens",
                        "{\"name\": \"of a test\", \"role\": \"%s\", \"organizationIds\": %s}"
                                .formatted(role, organizationIds))
                .expect(201);
    }

    /** Invites somebody, and answers the invite's id. */
    protected long invited(Tenant tenant, String email, String role) {
        return admin.post(tenant.path() + "/invites", "{\"email\": \"%s\", \"role\": \"%s\"}".formatted(email, role))
                .expect(201)
                .at("/data/invite/id")
                .longValue();
    }

    /** Gives an invite's link a secret that the test knows, in place of the one that only its letter has. */
    protected String secretOf(long invite) {
        TokenSecret secret = TokenSecret.random();
        database.sql("update organization_invite set hash = :hash where id = :id")
                .param("hash", secret.hash())
                .param("id", invite)
                .update();
        return secret.text();
    }

    /** Has the node look anew at what the test wrote into the directory's tables itself. */
    protected void nodeForgets() {
        tenant();
    }

    /** Queues an invite that belongs to an organization; answers the letter's id. */
    protected String letter(Tenant tenant, String recipient) {
        Map<String, Object> model = Map.of(
                "organization", "Lakeside School",
                "inviter", "Ada Lovelace",
                "role", "VIEWER",
                "link", "https://orgworks.example/invite#orgw_abcdefghijklmnopqrstuvwxyz",
                "expiresAt", Instant.parse("2036-01-01T00:00:00Z"));
        Letter letter = new Letter(tenant.id(), MailKind.INVITE, recipient, null, model, null);
        return Objects.requireNonNull(
                        transaction.execute(status -> letters.queue(new Actor("a test", null, null), letter)))
                .toString();
    }

    /** The same, and the mail server has refused it. */
    protected String deadLetter(Tenant tenant, String recipient) {
        return Objects.requireNonNull(transaction.execute(status -> {
            String id = letter(tenant, recipient);
            database.sql("""
                            update mail_message set state = 'DEAD', attempts = 1, ended_at = now(6),
                                                    error = 'The mail server said: 550 nobody'
                            where id = :id
                            """).param("id", BinaryUuid.bytes(UUID.fromString(id))).update();
            return id;
        }));
    }

    /** A new webhook of an organization that gets these events alone, and its secret. */
    protected Answer webhook(Tenant tenant, String url, String... eventTypes) {
        String types =
                Stream.of(eventTypes).map(type -> "\"" + type + "\"").toList().toString();
        return admin.post(tenant.path() + "/webhooks", "{\"url\": \"%s\", \"eventTypes\": %s}".formatted(url, types))
                .expect(201);
    }

    /** A delivery to a webhook that could not be delivered; answers its id. */
    protected String deadDelivery(Tenant tenant, String endpoint) {
        byte[] uuid = BinaryUuid.bytes(UUID.randomUUID());
        return Objects.requireNonNull(transaction.execute(status -> {
            database.sql("""
                            insert into webhook_event (uuid, organization_id, type, event_key, payload, queued_by, created_at)
                            values (:uuid, :organization, 'webhook.test', hex(:uuid), '{}', 'a test', now(6))
                            """)
                    .param("uuid", uuid)
                    .param("organization", tenant.id())
                    .update();
            database.sql("""
                            insert into webhook_delivery (organization_id, event_id, endpoint_id, state, attempts, next_attempt_at,
                                                          created_at, ended_at)
                            select organization_id, id, :endpoint, 'DEAD', 8, now(6), now(6), now(6)
                            from webhook_event where uuid = :uuid
                            """).param("uuid", uuid).param("endpoint", endpoint).update();
            return database.sql("""
                            select d.id from webhook_delivery d join webhook_event v on v.id = d.event_id where v.uuid = :uuid
                            """).param("uuid", uuid).query(String.class).single();
        }));
    }

    /** Uploads a roster as a raw body; again, if it was imported before. */
    protected static Answer upload(Client client, Tenant tenant, String roster) {
        return client.post(
                        tenant.path() + "/sis/import?repeat=true", "text/csv", roster.getBytes(StandardCharsets.UTF_8))
                .expect(202);
    }

    /** Uploads a roster whose file is damaged before its job begins, so that the job fails. */
    protected Answer uploadThatFails(Tenant tenant) {
        Answer[] started = new Answer[1];
        whileNoJobStarts(() -> {
            started[0] = upload(admin, tenant, "user_id,login_id,status\nZ,zoe,active\n");
            long id = started[0].at("/data/import/id").longValue();
            String file = database.sql("select upload from sis_import where id = :id")
                    .param("id", id)
                    .query(String.class)
                    .single();
            database.sql("update sis_import set file_facts = null where id = :id")
                    .param("id", id)
                    .update();
            try {
                Files.writeString(Path.of(UPLOADS, file), "first_name\nAda\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return started[0];
    }

    /** Imports a roster and waits until it is done. */
    protected Answer imported(Tenant tenant, String roster) {
        Answer started = upload(admin, tenant, roster);
        finished(started.text("/data/job/id"));
        Answer done = admin.get(started.header("location")).expect(200);
        org.assertj.core.api.Assertions.assertThat(done.text("/data/phase"))
                .as(done.body())
                .isEqualTo("COMPLETED");
        return done;
    }

    /** Waits until a job is finished. */
    protected Answer finished(String jobId) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(
                        () -> admin.get("/api/jobs/" + jobId).expect(200),
                        job -> FINISHED.contains(job.text("/data/state")));
    }

    /** Waits until something is so. */
    protected static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .untilAsserted(assertion);
    }

    /** Does something while queued jobs stay queued. */
    protected void whileNoJobStarts(Runnable act) {
        try {
            scheduler.standby();
            try {
                act.run();
            } finally {
                scheduler.start();
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The audit of one request, oldest first. */
    protected List<AuditRow> audit(String requestId) {
        return database.sql("select * from audit_event where request_id = :request order by id")
                .param("request", requestId)
                .query((rs, rowNumber) -> new AuditRow(
                        rs.getString("actor"),
                        rs.getString("action"),
                        rs.getString("target_type"),
                        rs.getString("target_id"),
                        String.valueOf(rs.getString("before_value")),
                        String.valueOf(rs.getString("after_value")),
                        String.valueOf(rs.getString("correlation_id")),
                        rs.getLong("organization_id")))
                .list();
    }

    /** An audit event; texts are {@code null} in words where there is none, the organization is 0. */
    protected record AuditRow(
            String actor,
            String action,
            String targetType,
            String targetId,
            String before,
            String after,
            String correlationId,
            long organizationId) {}

    /** The uploads on disk. */
    protected static Set<Path> uploads() {
        Path folder = Path.of(UPLOADS);
        if (!Files.exists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return Set.copyOf(files.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
