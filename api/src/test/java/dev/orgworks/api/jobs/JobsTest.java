package dev.orgworks.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobsTest extends ApiTest {

    private static final String ROSTER = "user_id,login_id,status\nA,ada,active\n";

    @Test
    void aFinishedJobTellsWhatCameOfIt() {
        Tenant tenant = tenant();
        String id = imported(tenant, ROSTER).text("/data/jobId");

        Answer job = admin.get("/api/jobs/" + id).expect(200);

        assertThat(job.text("/data/state")).isEqualTo("COMPLETED");
        assertThat(job.text("/data/type")).isEqualTo("sisImport");
        assertThat(job.at("/data/organizationId").longValue()).isEqualTo(tenant.id());
        assertThat(job.at("/data/attemptCount").intValue()).isEqualTo(1);
        assertThat(job.at("/data/attempts")).hasSize(1);
        assertThat(job.at("/data/attempts/0/number").intValue()).isEqualTo(1);
        assertThat(job.text("/data/attempts/0/outcome")).isEqualTo("COMPLETED");
        assertThat(job.text("/data/attempts/0/node")).isEqualTo(job.text("/data/node"));
        assertThat(Instant.parse(job.text("/data/attempts/0/ended")))
                .isAfterOrEqualTo(Instant.parse(job.text("/data/attempts/0/started")));
        assertThat(job.at("/data/attempts/0/nextTry").isNull()).isTrue();
        assertThat(job.at("/data/progress/percent").intValue()).isEqualTo(100);
        assertThat(job.at("/data/outcome/created").intValue()).isEqualTo(1);
        assertThat(job.at("/data/waitingFor").isNull()).isTrue();
        assertThat(job.at("/data/error").isNull()).isTrue();
        assertThat(job.text("/data/createdBy")).isEqualTo("token:administrator");
        assertThat(Instant.parse(job.text("/data/finishedAt")))
                .isAfterOrEqualTo(Instant.parse(job.text("/data/startedAt")));
    }

    @Test
    void theListIsFilteredByOrganizationTypeStateAndTime() {
        Tenant tenant = tenant();
        String completed = imported(tenant, ROSTER).text("/data/jobId");
        String failed = uploadThatFails(tenant).text("/data/job/id");
        finished(failed);
        String created = admin.get("/api/jobs/" + failed).text("/data/createdAt");
        String mine = "/api/jobs?organizationId=" + tenant.id();

        assertThat(admin.get(mine).each("id")).containsExactly(failed, completed);
        assertThat(admin.get(mine + "&state=FAILED").each("id")).containsExactly(failed);
        assertThat(admin.get(mine + "&state=RUNNING").each("id")).isEmpty();
        assertThat(admin.get(mine + "&type=sisImport").at("/meta/total").intValue())
                .isEqualTo(2);
        assertThat(admin.get(mine + "&type=other").each("id")).isEmpty();
        assertThat(admin.get(mine + "&from=" + created).each("id")).containsExactly(failed);
        assertThat(admin.get(mine + "&to=" + created).each("id")).containsExactly(completed);
        assertThat(admin.get(mine + "&limit=1&offset=1").each("id")).containsExactly(completed);
        assertThat(somebody("VIEWER", tenant).get("/api/jobs").each("id")).containsExactly(failed, completed);
        assertThat(somebody("VIEWER", tenant()).get(mine).at("/meta/total").intValue())
                .isZero();
    }

    @Test
    void aQueuedJobSaysWhatItWaitsForAndIsCancelledBeforeItStarts() {
        Tenant tenant = tenant();
        String request = UUID.randomUUID().toString();
        String[] second = new String[1];
        whileNoJobStarts(() -> {
            Answer first = upload(admin, tenant, ROSTER);
            second[0] = upload(admin, tenant, ROSTER).text("/data/job/id");

            assertThat(admin.get("/api/jobs/" + first.text("/data/job/id")).text("/data/waitingFor/reason"))
                    .isEqualTo("FREE_THREAD");
            Answer waiting = admin.get("/api/jobs/" + second[0]);
            assertThat(waiting.text("/data/waitingFor/reason")).isEqualTo("OTHER_RUN");
            assertThat(waiting.text("/data/waitingFor/job")).isEqualTo(first.text("/data/job/id"));

            Answer cancelled = admin.post(
                            "/api/jobs/" + first.text("/data/job/id") + "/cancel", "", "x-request-id", request)
                    .expect(202);
            assertThat(cancelled.text("/data/state")).isEqualTo("CANCELLED");
            assertThat(cancelled.text("/data/finishedAt")).isNotBlank();
            assertThat(admin.get(first.header("location")).text("/data/phase")).isEqualTo("CANCELLED");
            assertThat(audit(request)).singleElement().satisfies(row -> {
                assertThat(row.action()).isEqualTo("job.cancelled");
                assertThat(row.targetId()).isEqualTo(first.text("/data/job/id"));
                assertThat(row.before()).contains("QUEUED");
                assertThat(row.after()).contains("CANCELLED");
            });
            assertThat(admin.post("/api/jobs/" + first.text("/data/job/id") + "/cancel")
                            .refused(409)
                            .text("/code"))
                    .isEqualTo("ALREADY_FINISHED");
        });
        assertThat(finished(second[0]).text("/data/state")).isEqualTo("COMPLETED");
    }

    @Test
    void aLargeJobSaysThatThreadsAreLeftToSmallOnes() {
        Tenant tenant = tenant();
        String[] id = new String[1];
        whileNoJobStarts(() -> {
            id[0] = upload(admin, tenant, ROSTER).text("/data/job/id");
            mark(id[0], "heavy = true");
            List<String> others = IntStream.range(0, 6)
                    .mapToObj(i -> upload(admin, tenant(), ROSTER).text("/data/job/id"))
                    .toList();
            others.forEach(other -> mark(other, "heavy = true, state = 'RUNNING'"));

            Answer waiting = admin.get("/api/jobs/" + id[0]);

            assertThat(waiting.at("/data/heavy").booleanValue()).isTrue();
            assertThat(waiting.text("/data/waitingFor/reason")).isEqualTo("HEAVY_LIMIT");
            assertThat(waiting.text("/data/waitingFor/message")).startsWith("6 large jobs run");
            others.forEach(other -> mark(other, "state = 'QUEUED'"));
        });
        finished(id[0]);
    }

    @Test
    void aJobThatIsToBeTriedAgainSaysWhen() {
        Tenant tenant = tenant();
        whileNoJobStarts(() -> {
            String id = upload(admin, tenant, ROSTER).text("/data/job/id");
            mark(id, "attempts = 1, failures = 1, not_before = '2036-01-01 00:00:00'");

            Answer waiting = admin.get("/api/jobs/" + id);

            assertThat(waiting.text("/data/waitingFor/reason")).isEqualTo("RETRY");
            assertThat(waiting.text("/data/waitingFor/message"))
                    .isEqualTo("Attempt 1 failed; it is tried again at 2036-01-01T00:00:00Z");
            admin.post("/api/jobs/" + id + "/cancel").expect(202);
        });
    }

    private void mark(String id, String assignments) {
        database.sql("update job_run set " + assignments + " where id = :id")
                .param("id", BinaryUuid.bytes(UUID.fromString(id)))
                .update();
    }

    @Test
    void aCancelledJobIsRestartedAndDoneThen() {
        Tenant tenant = tenant();
        String[] id = new String[1];
        String request = UUID.randomUUID().toString();
        whileNoJobStarts(() -> {
            id[0] = upload(admin, tenant, ROSTER).text("/data/job/id");
            admin.post("/api/jobs/" + id[0] + "/cancel").expect(202);

            Answer restarted = admin.post("/api/jobs/" + id[0] + "/restart", "", "x-request-id", request)
                    .expect(202);

            assertThat(restarted.text("/data/state")).isEqualTo("QUEUED");
            assertThat(restarted.at("/data/finishedAt").isNull()).isTrue();
            assertThat(restarted.at("/data/cancelRequestedAt").isNull()).isTrue();
            assertThat(audit(request))
                    .singleElement()
                    .satisfies(row -> assertThat(row.action()).isEqualTo("job.restarted"));
            assertThat(admin.post("/api/jobs/" + id[0] + "/restart")
                            .refused(409)
                            .text("/code"))
                    .isEqualTo("NOT_RESTARTABLE");
        });
        assertThat(finished(id[0]).text("/data/state")).isEqualTo("COMPLETED");
        assertThat(admin.get(tenant.path() + "/learners").each("externalId")).containsExactly("A");
        assertThat(admin.get(tenant.path() + "/sis/import").text("/data/0/phase"))
                .isEqualTo("COMPLETED");
    }

    @Test
    void aRunningJobStopsWhereItIsAndGoesOnFromThere() throws SQLException {
        Tenant tenant = tenant();
        imported(tenant, ROSTER);
        Answer started;
        String id;
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select id from learner where organization_id = ? for update")) {
                lock.setLong(1, tenant.id());
                lock.execute();
            }
            started = upload(admin, tenant, "user_id,login_id,first_name,status\nA,ada,Ada,active\n");
            id = started.text("/data/job/id");
            eventually(() ->
                    assertThat(database.sql("""
                                    select count(*) from information_schema.processlist
                                    where info like 'update sis_stage%'
                                    """).query(Long.class).single()).isPositive());

            Answer cancelling = admin.post("/api/jobs/" + id + "/cancel").expect(202);

            assertThat(cancelling.text("/data/state")).isEqualTo("CANCELLING");
            assertThat(cancelling.text("/data/cancelRequestedAt")).isNotBlank();
            admin.post("/api/jobs/" + id + "/cancel").expect(202);
            assertThat(admin.post("/api/jobs/" + id + "/restart").refused(409).text("/code"))
                    .isEqualTo("NOT_RESTARTABLE");
            connection.rollback();
        }
        assertThat(finished(id).text("/data/state")).isEqualTo("CANCELLED");
        assertThat(admin.get(started.header("location")).text("/data/phase")).isEqualTo("CANCELLED");

        admin.post("/api/jobs/" + id + "/restart").expect(202);

        assertThat(finished(id).text("/data/state")).isEqualTo("COMPLETED");
        assertThat(admin.get(tenant.path() + "/learners").text("/data/0/firstName"))
                .isEqualTo("Ada");
        assertThat(admin.get(started.header("location"))
                        .at("/data/counts/updated")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aJobThatALaterOneOvertookIsNotRestarted() {
        Tenant tenant = tenant();
        String failed = uploadThatFails(tenant).text("/data/job/id");
        assertThat(finished(failed).text("/data/state")).isEqualTo("FAILED");
        String completed = imported(tenant, ROSTER).text("/data/jobId");

        assertThat(admin.post("/api/jobs/" + failed + "/restart").refused(409).text("/code"))
                .isEqualTo("OVERTAKEN");
        assertThat(admin.post("/api/jobs/" + completed + "/restart")
                        .refused(409)
                        .text("/code"))
                .isEqualTo("NOT_RESTARTABLE");
        assertThat(admin.post("/api/jobs/" + completed + "/cancel").refused(409).text("/code"))
                .isEqualTo("ALREADY_FINISHED");
    }

    @Test
    void aFailedJobIsRestartedAndFailsForTheSameReason() {
        String id = uploadThatFails(tenant()).text("/data/job/id");
        String error = finished(id).text("/data/error");

        admin.post("/api/jobs/" + id + "/restart").expect(202);

        Answer again = finished(id);
        assertThat(again.text("/data/state")).isEqualTo("FAILED");
        assertThat(again.text("/data/error")).isEqualTo(error);
        assertThat(again.at("/data/attemptCount").intValue()).isEqualTo(2);
    }

    @Test
    void theLogHasTheStatesInTheirOrder() {
        String id = imported(tenant(), ROSTER).text("/data/jobId");

        Answer log = admin.get("/api/jobs/" + id + "/log").expect(200);

        assertThat(log.at("/data")
                        .valueStream()
                        .filter(line -> line.path("kind").asString().equals("STATE"))
                        .map(line -> line.at("/data/state").asString()))
                .containsExactly("QUEUED", "RUNNING", "COMPLETED");
        assertThat(log.each("kind")).doesNotContain("PROGRESS");
        assertThat(log.each("seq")).isSortedAccordingTo((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
        assertThat(log.at("/meta").has("nextAfter")).isFalse();
        Answer first = admin.get("/api/jobs/" + id + "/log?limit=1").expect(200);
        assertThat(first.each("seq")).containsExactly(first.text("/meta/nextAfter"));
        assertThat(admin.get("/api/jobs/" + id + "/log?after=" + first.text("/meta/nextAfter"))
                        .each("seq"))
                .containsExactlyElementsOf(
                        log.each("seq").subList(1, log.each("seq").size()));
        assertThat(admin.get("/api/jobs/" + id + "/log?after=x").refused(400).wrongFields())
                .containsExactly("after");
    }

    @Test
    void theEventsOfAFinishedJobAreAllSentAndThenTheStreamEnds() {
        String id = imported(tenant(), ROSTER).text("/data/jobId");

        Answer stream = admin.get("/api/jobs/" + id + "/events").expect(200);

        assertThat(stream.header("content-type")).startsWith("text/event-stream");
        List<String> ids = ids(stream);
        assertThat(ids)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ids.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(stream.body().lines().filter(line -> line.startsWith("event:")))
                .contains("event:state", "event:progress");
        assertThat(stream.body()).contains("\"state\":\"COMPLETED\"");
    }

    @Test
    void aListenerThatComesBackGetsWhatHeMissed() {
        String id = imported(tenant(), ROSTER).text("/data/jobId");
        List<String> all = ids(admin.get("/api/jobs/" + id + "/events"));

        assertThat(ids(admin.get("/api/jobs/" + id + "/events", "Last-Event-ID", "2")))
                .containsExactlyElementsOf(all.subList(2, all.size()));
        assertThat(ids(admin.get("/api/jobs/" + id + "/events", "Last-Event-ID", all.get(all.size() - 1))))
                .isEmpty();
        assertThat(admin.get("/api/jobs/" + id + "/events", "Last-Event-ID", "last")
                        .refused(400)
                        .wrongFields())
                .containsExactly("Last-Event-ID");
    }

    @Test
    void aListenerFollowsAJobFromItsQueueToItsEnd() {
        Tenant tenant = tenant();
        CompletableFuture<Answer> listening = new CompletableFuture<>();
        whileNoJobStarts(() -> {
            String id = upload(admin, tenant, ROSTER).text("/data/job/id");
            listening.completeAsync(() -> admin.get("/api/jobs/" + id + "/events"));
            assertThat(admin.get("/api/jobs/" + id).text("/data/state")).isEqualTo("QUEUED");
        });

        Answer stream = listening.join();

        assertThat(stream.body())
                .containsSubsequence("\"state\":\"QUEUED\"", "\"state\":\"RUNNING\"", "\"state\":\"COMPLETED\"");
    }

    @Test
    void anUnknownJobIsNotFound() {
        for (String route : List.of("", "/log", "/events")) {
            admin.get("/api/jobs/" + UUID.randomUUID() + route).refused(404);
        }
        admin.post("/api/jobs/" + UUID.randomUUID() + "/cancel").refused(404);
        admin.post("/api/jobs/" + UUID.randomUUID() + "/restart").refused(404);
    }

    private static List<String> ids(Answer stream) {
        return stream.body()
                .lines()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3).strip())
                .toList();
    }
}
