package dev.orgworks.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.api.testing.TestMail;
import dev.orgworks.api.testing.TestMail.Arrived;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.reports.TellLateReports;
import dev.orgworks.domain.testing.Receiver;
import dev.orgworks.domain.testing.Receiver.Received;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told what became of a report, by letter and by webhook, and what the link of a letter opens. */
class TellReportsTest extends ApiTest {

    private static final String ROSTER = "user_id,login_id,status\nA,ada,active\nB,bob,active\n";
    private static final Pattern LINK = Pattern.compile("http\\S+/api/organizations/reports/download\\?token=(\\S+)");

    private final Receiver receiver = new Receiver();
    private final TellLateReports late;
    private final EnqueueRun enqueue;
    private final TransactionTemplate transaction;

    TellReportsTest(
            @Autowired TellLateReports late,
            @Autowired EnqueueRun enqueue,
            @Autowired TransactionTemplate transaction) {
        this.late = late;
        this.enqueue = enqueue;
        this.transaction = transaction;
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aSmallReportIsSentToEachRecipientAsAFile() {
        Tenant tenant = rostered();
        String first = address();
        String second = address();

        Answer export = export(tenant, scheduled(tenant, true, first, second));

        for (String recipient : List.of(first, second)) {
            Arrived letter = letter(recipient);
            assertThat(letter.subject()).contains("Nightly learners");
            assertThat(letter.text())
                    .contains("with 2 rows")
                    .contains("attached")
                    .doesNotContain("token=");
            assertThat(letter.files()).hasSize(1);
            String content = letter.files().get(export.text("/data/fileName"));
            assertThat(content).contains("ada").contains("bob");
            assertThat(content).isEqualTo(file(export));
        }
        assertThat(database.sql("select count(*) from report_link where export_id = :id")
                        .param("id", export.text("/data/id"))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aReportIsFetchedByItsLinkWithoutSigningInAndTheAuditKnows() {
        Tenant tenant = rostered();
        String recipient = address();
        Answer export = export(tenant, scheduled(tenant, false, recipient));
        Arrived letter = letter(recipient);
        assertThat(letter.files()).isEmpty();
        String link = link(letter.text());
        assertThat(letter.html()).contains(link);

        Answer fetched =
                nobody.send("GET", path(link), BodyPublishers.noBody(), "x-request-id", "by-link-" + tenant.uuid());

        assertThat(fetched.status()).as(fetched.body()).isEqualTo(200);
        assertThat(fetched.body()).isEqualTo(file(export)).contains("ada");
        assertThat(fetched.header("content-disposition")).contains("attachment", export.text("/data/fileName"));
        assertThat(audit("by-link-" + tenant.uuid())).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("export.fetched");
            assertThat(row.targetId()).isEqualTo(export.text("/data/id"));
            assertThat(row.after()).contains(recipient);
            assertThat(row.organizationId()).isEqualTo(tenant.id());
        });
        assertThat(database.sql("select uses from report_link where recipient = :recipient")
                        .param("recipient", recipient)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aLinkEndsWithItsTimeItsExportAndItsOrganization() {
        Tenant tenant = rostered();
        String recipient = address();
        Answer export = export(tenant, scheduled(tenant, false, recipient));
        String link = path(link(letter(recipient).text()));

        assertThat(nobody.get(link + "x").refused(404).text("/code")).isEqualTo("LINK_UNKNOWN");
        nobody.get("/api/organizations/reports/download").refused(400);
        database.sql("update report_link set expires_at = now(6) where recipient = :recipient")
                .param("recipient", recipient)
                .update();
        assertThat(nobody.get(link).refused(410).text("/code")).isEqualTo("REPORT_EXPIRED");
        database.sql("update report_link set expires_at = now(6) + interval 1 day where recipient = :recipient")
                .param("recipient", recipient)
                .update();
        nobody.get(link).expect(200);
        admin.delete(tenant.path()).expect(200);
        nobody.get(link).refused(404);
        admin.post("/api/deleted-organizations/" + tenant.id() + "/restore").expect(200);
        nobody.get(link).expect(200);
        database.sql("delete from report_export where id = :id")
                .param("id", export.text("/data/id"))
                .update();
        nobody.get(link).refused(404);
    }

    @Test
    void webhooksTellOfEachReportOnce() {
        Tenant tenant = rostered();
        webhook(tenant, receiver.url(), "report.completed");

        Answer asked = admin.post(tenant.path() + "/reports/exports", "{\"type\": \"learners\", \"format\": \"csv\"}")
                .expect(202);
        Answer export = export(tenant, asked.text("/data/job/id"));

        eventually(() -> assertThat(receiver.received()).hasSize(1));
        JsonNode body = body(receiver.received().get(0));
        assertThat(body.path("type").asString()).isEqualTo("report.completed");
        assertThat(body.at("/data/exportId").longValue())
                .isEqualTo(export.at("/data/id").longValue());
        assertThat(body.at("/data/sha256").asString()).isEqualTo(export.text("/data/sha256"));
        assertThat(body.at("/data/rows").intValue()).isEqualTo(2);
        assertThat(body.at("/data/download").asString()).isEqualTo(export.text("/data/download"));
    }

    @Test
    void administratorsAreToldThatAScheduledReportFailed() {
        Tenant tenant = rostered();
        Person administrator = member(tenant, "ADMIN");
        String recipient = address();
        webhook(tenant, receiver.url(), "report.failed");

        String job = failing(tenant, recipient);

        Arrived letter = letter(administrator.email());
        assertThat(letter.subject()).contains("Nightly learners", "failed");
        assertThat(letter.text()).contains(job).doesNotContain("token=");
        assertThat(TestMail.arrived(recipient)).isEmpty();
        eventually(() -> assertThat(receiver.received()).hasSize(1));
        JsonNode body = body(receiver.received().get(0));
        assertThat(body.path("type").asString()).isEqualTo("report.failed");
        assertThat(body.at("/data/jobId").asString()).isEqualTo(job);
        assertThat(body.at("/data/error").asString()).isNotBlank();
        assertThat(letter.text()).contains(body.at("/data/error").asString().strip());
    }

    @Test
    void aReportThatDoesNotBeginInTimeIsLateOnceHoweverManyLook() {
        Tenant tenant = rostered();
        Person administrator = member(tenant, "ADMIN");
        webhook(tenant, receiver.url(), "report.late");
        String[] job = new String[1];
        whileNoJobStarts(() -> {
            job[0] = scheduled(tenant, true);
            dueBefore(job[0], 59);
            late.tell();
            assertThat(events(tenant, "report.late")).isZero();
            dueBefore(job[0], 61);

            ExecutorService nodes = Executors.newFixedThreadPool(4);
            try {
                for (var done :
                        nodes.invokeAll(List.<Callable<Integer>>of(late::tell, late::tell, late::tell, late::tell))) {
                    done.get();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                nodes.shutdownNow();
            }
            late.tell();

            assertThat(events(tenant, "report.late")).isEqualTo(1);
        });
        export(tenant, job[0]);
        late.tell();

        Arrived letter = letter(administrator.email());
        assertThat(letter.subject()).contains("Nightly learners", "is late");
        assertThat(letter.text()).contains("within 60 minutes", job[0]);
        eventually(() -> assertThat(receiver.received()).hasSize(1));
        assertThat(body(receiver.received().get(0)).at("/data/jobId").asString())
                .isEqualTo(job[0]);
        assertThat(events(tenant, "report.late")).isEqualTo(1);
        assertThat(TestMail.arrived(administrator.email())).hasSize(1);
    }

    @Test
    void aReportThatBeganTooLateWithoutAnybodySeeingItWaitIsLateToo() {
        Tenant tenant = rostered();
        String[] job = new String[1];
        whileNoJobStarts(() -> {
            job[0] = scheduled(tenant, true);
            dueBefore(job[0], 1_000);
        });

        export(tenant, job[0]);

        assertThat(events(tenant, "report.late")).isEqualTo(1);
        assertThat(events(tenant, "report.completed")).isEqualTo(1);
    }

    private Tenant rostered() {
        Tenant tenant = tenant();
        imported(tenant, ROSTER);
        return tenant;
    }

    /** Runs a new schedule of a report by hand; answers the job's id. */
    private String scheduled(Tenant tenant, boolean attach, String... recipients) {
        UUID schedule = UUID.randomUUID();
        Map<String, Object> payload = Map.of(
                "scheduleId", schedule.toString(),
                "report", Map.of("type", "learners", "format", "csv", "filters", Map.of(), "columns", List.of()),
                "attach", attach,
                "recipients", List.of(recipients));
        return Objects.requireNonNull(transaction.execute(status -> {
            database.sql("""
                            insert into job_schedule (id, organization_id, name, type, cron, computed_zone, parameters, catch_up,
                                                      paused_at, created_by, created_at, updated_at)
                            values (:id, :organization, 'Nightly learners', 'reportExport', '0 3 1 1 *', 'UTC', '{}', 'LAST',
                                    now(6), 'a test', now(6), now(6))
                            """)
                    .param("id", BinaryUuid.bytes(schedule))
                    .param("organization", tenant.id())
                    .update();
            UUID run = enqueue.enqueue(
                    new Actor("a test", null, null),
                    new RunRequest(tenant.id(), "reportExport", payload, null, null, 0));
            database.sql("insert into job_schedule_run (run_id, schedule_id) values (:run, :schedule)")
                    .param("run", BinaryUuid.bytes(run))
                    .param("schedule", BinaryUuid.bytes(schedule))
                    .update();
            return run.toString();
        }));
    }

    /** Runs a report that wants a column that there is not; answers the job's id. */
    private String failing(Tenant tenant, String recipient) {
        String[] job = new String[1];
        whileNoJobStarts(() -> {
            job[0] = scheduled(tenant, true, recipient);
            database.sql("""
                            update job_run set payload = json_set(payload, '$.report.columns', json_array('nonsense'))
                            where id = :run
                            """)
                    .param("run", BinaryUuid.bytes(UUID.fromString(job[0])))
                    .update();
        });
        assertThat(finished(job[0]).text("/data/state")).isEqualTo("FAILED");
        return job[0];
    }

    /** The export of a job that is done. */
    private Answer export(Tenant tenant, String job) {
        assertThat(finished(job).text("/data/state")).isEqualTo("COMPLETED");
        Client client = somebody("MANAGER", tenant);
        String id = database.sql("select id from report_export where run_id = :run")
                .param("run", BinaryUuid.bytes(UUID.fromString(job)))
                .query(String.class)
                .single();
        return client.get(tenant.path() + "/reports/exports/" + id).expect(200);
    }

    /** Has the instant for which a job was scheduled be so many minutes ago. */
    private void dueBefore(String job, int minutes) {
        byte[] run = BinaryUuid.bytes(UUID.fromString(job));
        database.sql(
                        "update job_schedule_run set scheduled_for = now(6) - interval :minutes minute where run_id = :run")
                .param("minutes", minutes)
                .param("run", run)
                .update();
        database.sql("""
                        update job_run set payload = json_set(payload, '$.scheduledFor',
                               date_format(now(6) - interval :minutes minute, '%Y-%m-%dT%H:%i:%sZ')) where id = :run
                        """).param("minutes", minutes).param("run", run).update();
    }

    private long events(Tenant tenant, String type) {
        return database.sql("select count(*) from webhook_event where organization_id = :id and type = :type")
                .param("id", tenant.id())
                .param("type", type)
                .query(Long.class)
                .single();
    }

    private String file(Answer export) {
        return admin.get(export.text("/data/download")).expect(200).body();
    }

    private static Arrived letter(String recipient) {
        eventually(() -> assertThat(TestMail.arrived(recipient)).hasSize(1));
        return TestMail.arrived(recipient).get(0);
    }

    private static String link(String text) {
        Matcher link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group();
    }

    private static String path(String link) {
        URI uri = URI.create(link);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static JsonNode body(Received received) {
        return JsonMapper.shared().readTree(received.body());
    }

    private static String address() {
        return UUID.randomUUID() + "@example.org";
    }
}
