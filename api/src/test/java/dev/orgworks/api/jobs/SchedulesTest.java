package dev.orgworks.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesTest extends ApiTest {

    private static final String YEARLY = "\"cron\": \"0 3 1 1 *\"";

    @Test
    void aScheduleIsMadeAndTellsItsNextTenRunsInTheOrganizationsZone() {
        Tenant tenant = tenant();
        zone(tenant, "Asia/Kathmandu");
        String request = UUID.randomUUID().toString();

        Answer made = somebody("MANAGER", tenant)
                .post("/api/schedules", body(tenant, "\"cron\": \"45 6 * * *\""), "x-request-id", request)
                .expect(201);
        Answer shown = somebody("VIEWER", tenant).get(made.header("location")).expect(200);

        assertThat(shown.text("/data/timeZone")).isEqualTo("Asia/Kathmandu");
        assertThat(shown.at("/data/ownTimeZone").booleanValue()).isFalse();
        assertThat(shown.text("/data/catchUp")).isEqualTo("LAST");
        assertThat(shown.at("/data/nextRuns").size()).isEqualTo(10);
        assertThat(shown.text("/data/nextRuns/0/at")).isEqualTo(shown.text("/data/nextRunAt"));
        OffsetDateTime local = OffsetDateTime.parse(shown.text("/data/nextRuns/0/local"));
        assertThat(local.toInstant()).isEqualTo(Instant.parse(shown.text("/data/nextRuns/0/at")));
        assertThat(local.toLocalTime()).hasToString("06:45");
        assertThat(local.getOffset()).hasToString("+05:45");
        assertThat(shown.at("/data/lastRuns").size()).isZero();
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("schedule.created");
            assertThat(row.targetId()).isEqualTo(made.text("/data/id"));
            assertThat(row.organizationId()).isEqualTo(tenant.id());
            assertThat(row.after()).contains("45 6 * * *");
        });
    }

    @Test
    void aCadenceIsShownAsItWasGiven() {
        Tenant tenant = tenant();

        Answer made = admin.post(
                        "/api/schedules",
                        body(
                                tenant,
                                "\"cadence\": {\"every\": \"WEEKLY\", \"at\": \"06:30\", \"weekday\": \"MONDAY\"},"
                                        + " \"timeZone\": \"Europe/Berlin\", \"catchUp\": \"NONE\""))
                .expect(201);

        assertThat(made.text("/data/cadence/every")).isEqualTo("WEEKLY");
        assertThat(made.text("/data/cadence/at")).startsWith("06:30");
        assertThat(made.text("/data/cadence/weekday")).isEqualTo("MONDAY");
        assertThat(made.at("/data/cron").isNull()).isTrue();
        assertThat(made.at("/data/ownTimeZone").booleanValue()).isTrue();
        assertThat(OffsetDateTime.parse(made.text("/data/nextRuns/0/local")).getDayOfWeek())
                .hasToString("MONDAY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cron | \"cron\": \"0 25 * * *\" | \"25\" for the hour",
                "cron | \"cron\": \"0 0 * *\" | it has 4",
                "cron | \"cron\": \"0 0 30 2 *\" | never comes",
                "cron | \"name\": \"neither\" | Give a cron",
                "cron | \"cron\": \"0 0 * * *\", \"cadence\": {\"every\": \"DAILY\", \"at\": \"01:00\"} | not both",
                "timeZone | \"cron\": \"0 0 * * *\", \"timeZone\": \"Europe/Atlantis\" | Europe/Atlantis",
                "cadence.weekday | \"cadence\": {\"every\": \"WEEKLY\", \"at\": \"01:00\"} | cadence.weekday is needed",
                "cadence.at | \"cadence\": {\"every\": \"DAILY\", \"at\": \"25:00\"} | a local time like 06:30",
                "cadence.every | \"cadence\": {\"every\": \"HOURLY\", \"at\": \"01:00\"} | DAILY, WEEKLY, MONTHLY, QUARTERLY",
                "type | \"cron\": \"0 0 * * *\", \"type\": \"dance\" | greeting",
                "parameters.whom | \"cron\": \"0 0 * * *\", \"parameters\": {} | whom to greet",
                "catchUp | \"cron\": \"0 0 * * *\", \"catchUp\": \"SOME\" | NONE, LAST, ALL",
                "crom | \"crom\": \"0 0 * * *\" | crom is not a field",
            })
    void whatIsWrongWithASchedulesBodyIsSaid(String field, String fields, String says) {
        Tenant tenant = tenant();
        String body = body(tenant, fields);
        for (String key : new String[] {"type", "parameters", "name"}) {
            if (fields.contains("\"" + key + "\"")) {
                body = body.replaceFirst("\"" + key + "\": (\"[^\"]*\"|\\{[^}]*}), ", "");
            }
        }

        Answer refused = admin.post("/api/schedules", body).refused(400);

        assertThat(refused.wrongFields()).contains(field);
        assertThat(refused.text("/message")).contains(says);
        assertThat(admin.get("/api/schedules?organizationId=" + tenant.id())
                        .at("/meta/total")
                        .intValue())
                .isZero();
    }

    @Test
    void theListIsFilteredByOrganizationTypeAndPause() {
        Tenant tenant = tenant();
        String first = made(tenant, YEARLY);
        String second = made(tenant, YEARLY);
        admin.post("/api/schedules/" + first + "/pause", "{\"reason\": \"holidays\"}")
                .expect(200);
        String mine = "/api/schedules?organizationId=" + tenant.id();

        assertThat(admin.get(mine).each("id")).containsExactly(second, first);
        assertThat(admin.get(mine).at("/data/0/nextRuns").isMissingNode()).isTrue();
        assertThat(admin.get(mine + "&paused=true").each("id")).containsExactly(first);
        assertThat(admin.get(mine + "&paused=false").each("id")).containsExactly(second);
        assertThat(admin.get(mine + "&type=greeting&limit=1&offset=1").each("id"))
                .containsExactly(first);
        assertThat(admin.get(mine + "&type=other").at("/meta/total").intValue()).isZero();
        assertThat(somebody("VIEWER", tenant).get("/api/schedules").each("id")).containsExactly(second, first);
        assertThat(somebody("VIEWER", tenant()).get("/api/schedules").each("id"))
                .isEmpty();
    }

    @Test
    void aPatchChangesWhatItSaysAndComputesTheNextRunAnew() {
        Tenant tenant = tenant();
        String id = made(tenant, YEARLY);
        String request = UUID.randomUUID().toString();

        Answer changed = admin.patch(
                        "/api/schedules/" + id,
                        "{\"cadence\": {\"every\": \"QUARTERLY\", \"at\": \"02:30\", \"dayOfMonth\": 31},"
                                + " \"timeZone\": \"America/New_York\", \"catchUp\": \"ALL\","
                                + " \"parameters\": {\"whom\": \"Mars\"}, \"version\": 0}",
                        "x-request-id",
                        request)
                .expect(200);

        assertThat(changed.at("/data/cron").isNull()).isTrue();
        assertThat(changed.text("/data/timeZone")).isEqualTo("America/New_York");
        assertThat(changed.text("/data/catchUp")).isEqualTo("ALL");
        assertThat(changed.text("/data/parameters/whom")).isEqualTo("Mars");
        assertThat(changed.text("/data/nextRunAt")).isEqualTo(changed.text("/data/nextRuns/0/at"));
        assertThat(changed.at("/data/version").longValue()).isEqualTo(1);
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("schedule.changed");
            assertThat(row.before()).contains("World");
            assertThat(row.after()).contains("Mars");
        });
        assertThat(admin.patch("/api/schedules/" + id, "{\"name\": \"other\", \"version\": 0}")
                        .refused(409)
                        .text("/code"))
                .isEqualTo("STALE");
        assertThat(admin.patch("/api/schedules/" + id, "{\"timeZone\": \"\"}").text("/data/timeZone"))
                .isEqualTo("UTC");
        admin.patch("/api/schedules/" + id, "{\"parameters\": {}}").refused(400);
        admin.patch("/api/schedules/" + id, "{\"paused\": true}").refused(400);
        admin.patch(
                        "/api/schedules/" + id,
                        "{\"cron\": \"0 0 * * *\", \"cadence\": {\"every\": \"DAILY\", \"at\": \"01:00\"}}")
                .refused(400);
    }

    @Test
    void aPausedScheduleSaysWhyAndHasNoNextRunUntilItIsResumed() {
        Tenant tenant = tenant();
        String id = made(tenant, YEARLY);
        String pausing = UUID.randomUUID().toString();
        String resuming = UUID.randomUUID().toString();

        Answer paused = admin.post(
                        "/api/schedules/" + id + "/pause", "{\"reason\": \"holidays\"}", "x-request-id", pausing)
                .expect(200);
        assertThat(paused.at("/data/paused").booleanValue()).isTrue();
        assertThat(paused.text("/data/pauseReason")).isEqualTo("holidays");
        assertThat(paused.text("/data/pausedBy")).isEqualTo("token:administrator");
        assertThat(paused.at("/data/nextRunAt").isNull()).isTrue();
        assertThat(paused.at("/data/nextRuns").size()).isZero();
        assertThat(audit(pausing)).extracting(AuditRow::action).containsExactly("schedule.paused");

        Answer resumed = admin.post("/api/schedules/" + id + "/resume", "", "x-request-id", resuming)
                .expect(200);
        assertThat(resumed.at("/data/paused").booleanValue()).isFalse();
        assertThat(resumed.text("/data/nextRunAt")).isNotBlank();
        assertThat(audit(resuming)).extracting(AuditRow::action).containsExactly("schedule.resumed");
        admin.post("/api/schedules/" + id + "/pause", "{\"reason\": \" \"}").refused(400);

        Answer patched = admin.patch("/api/schedules/" + id, "{\"paused\": true, \"reason\": \"again\"}")
                .expect(200);
        assertThat(patched.text("/data/pauseReason")).isEqualTo("again");
    }

    @Test
    void aPauseThatEndsByItselfTellsWhenAndWhatComesBehindIt() {
        Tenant tenant = tenant();
        String id = made(tenant, "\"cron\": \"0 3 * * *\"");

        Answer paused = admin.post(
                        "/api/schedules/" + id + "/pause",
                        "{\"reason\": \"a year\", \"resumeAt\": \"2033-01-01T03:00:00Z\"}")
                .expect(200);

        assertThat(paused.text("/data/resumeAt")).isEqualTo("2033-01-01T03:00:00Z");
        assertThat(paused.at("/data/nextRunAt").isNull()).isTrue();
        assertThat(paused.text("/data/nextRuns/0/at")).isEqualTo("2033-01-01T03:00:00Z");
        assertThat(admin.patch(
                                "/api/schedules/" + id,
                                "{\"paused\": true, \"reason\": \"longer\", \"resumeAt\": \"2033-02-01T00:00:00Z\"}")
                        .expect(200)
                        .text("/data/resumeAt"))
                .isEqualTo("2033-02-01T00:00:00Z");
        for (String wrong : new String[] {
            "{\"paused\": true, \"reason\": \"past\", \"resumeAt\": \"2020-01-01T00:00:00Z\"}",
            "{\"paused\": false, \"resumeAt\": \"2033-01-01T00:00:00Z\"}",
            "{\"resumeAt\": \"2033-01-01T00:00:00Z\"}"
        }) {
            assertThat(admin.patch("/api/schedules/" + id, wrong).refused(400).wrongFields())
                    .containsExactly("resumeAt");
        }
        database.sql("update job_schedule set resume_at = now(6) where id = unhex(replace(:id, '-', ''))")
                .param("id", id)
                .update();
        eventually(() -> assertThat(admin.get("/api/schedules/" + id).text("/data/nextRunAt"))
                .isNotEmpty());
        assertThat(admin.get("/api/schedules/" + id).at("/data/resumeAt").isNull())
                .isTrue();
    }

    @Test
    void runNowIsARunOfItsOwnAlsoWhilePaused() {
        Tenant tenant = tenant();
        String id = made(tenant, YEARLY);
        admin.post("/api/schedules/" + id + "/pause", "{\"reason\": \"holidays\"}")
                .expect(200);
        String request = UUID.randomUUID().toString();

        Answer run = admin.post("/api/schedules/" + id + "/run", "", "x-request-id", request)
                .expect(202);

        assertThat(finished(run.text("/data/id")).text("/data/state")).isEqualTo("COMPLETED");
        Answer shown = admin.get("/api/schedules/" + id).expect(200);
        assertThat(shown.text("/data/lastRuns/0/job/id")).isEqualTo(run.text("/data/id"));
        assertThat(shown.text("/data/lastRuns/0/job/state")).isEqualTo("COMPLETED");
        assertThat(shown.at("/data/lastRuns/0/scheduledFor").isNull()).isTrue();
        assertThat(audit(request)).extracting(AuditRow::action).containsExactly("job.enqueued", "schedule.ran");
    }

    @Test
    void aScheduleThatIsDueRunsAndTellsForWhichInstant() {
        Tenant tenant = tenant();
        String id = made(tenant, "\"cron\": \"* * * * * *\"");

        eventually(() -> assertThat(admin.get("/api/schedules/" + id).text("/data/lastRuns/0/job/state"))
                .isEqualTo("COMPLETED"));
        Answer deleted = admin.delete("/api/schedules/" + id).expect(200);

        assertThat(deleted.text("/data/lastRunAt")).isNotBlank();
        admin.get("/api/schedules/" + id).refused(404);
        assertThat(admin.get("/api/jobs?type=greeting&organizationId=" + tenant.id())
                        .text("/data/0/createdBy"))
                .isEqualTo("scheduler");
    }

    @Test
    void aRunThatStillRunsWhenTheNextIsDueIsToldTogetherWithTheRule() {
        Tenant tenant = tenant();
        String id = made(tenant, YEARLY);
        String[] job = new String[1];
        whileNoJobStarts(() -> {
            job[0] = admin.post("/api/schedules/" + id + "/run").text("/data/id");
            database.sql("""
                            update job_run set state = 'RUNNING', started_at = '2020-01-01', attempts = 1
                            where id = unhex(replace(:id, '-', ''))
                            """).param("id", job[0]).update();

            Answer shown = admin.get("/api/schedules/" + id).expect(200);

            assertThat(shown.text("/data/overlapping/job")).isEqualTo(job[0]);
            assertThat(shown.text("/data/overlapping/dueSince")).isEqualTo("2020-01-01T03:00:00Z");
            assertThat(shown.text("/data/overlapping/message")).contains("never overlap", "waits until");
            assertThat(shown.at("/data/lastRuns/0/longerThanInterval").booleanValue())
                    .isTrue();
            database.sql("update job_run set state = 'QUEUED' where id = unhex(replace(:id, '-', ''))")
                    .param("id", job[0])
                    .update();
        });
        finished(job[0]);
        assertThat(admin.get("/api/schedules/" + id).at("/data/overlapping").isMissingNode())
                .isTrue();
    }

    @Test
    void theDeletionOfAScheduleIsAudited() {
        Tenant tenant = tenant();
        String id = made(tenant, YEARLY);

        admin.delete("/api/schedules/" + id).expect(200);

        assertThat(database.sql("""
                                select before_value from audit_event
                                where action = 'schedule.deleted' and target_id = :id
                                """).param("id", id).query(String.class).single())
                .contains("0 3 1 1 *");
        admin.delete("/api/schedules/" + id).refused(404);
    }

    @Test
    void thePlatformsOwnSchedulesAreForItsAdministrators() {
        Tenant tenant = tenant();
        Client manager = somebody("MANAGER", tenant);
        String body =
                "{\"name\": \"ours\", \"type\": \"greeting\", \"parameters\": {\"whom\": \"all\"}, " + YEARLY + "}";

        assertThat(manager.post("/api/schedules", body).refused(400).wrongFields())
                .containsExactly("organizationId");
        String id = admin.post("/api/schedules", body).expect(201).text("/data/id");
        manager.get("/api/schedules/" + id).refused(404);
        assertThat(manager.get("/api/schedules").each("id")).doesNotContain(id);
        assertThat(admin.get("/api/schedules/" + id).text("/data/timeZone")).isEqualTo("UTC");
        admin.delete("/api/schedules/" + id).expect(200);
    }

    @Test
    void aPreviewShowsWhatDaylightSavingDoes() {
        Answer preview = somebody("VIEWER", tenant())
                .get("/api/schedules/preview?cron=30+2+*+*+*&timeZone=America/New_York&from=2026-03-07T12:00:00Z")
                .expect(200);

        assertThat(preview.at("/data").size()).isEqualTo(10);
        assertThat(preview.text("/data/0/at")).isEqualTo("2026-03-08T07:00:00Z");
        assertThat(preview.text("/data/0/local")).isEqualTo("2026-03-08T03:00:00-04:00");
        assertThat(preview.text("/data/0/note")).contains("2026-03-08T02:30 does not come in America/New_York");
        assertThat(preview.at("/data/1/note").isNull()).isTrue();
        assertThat(preview.text("/data/1/local")).isEqualTo("2026-03-09T02:30:00-04:00");
        assertThat(admin.get("/api/schedules/preview?cron=0+0+*+*+*&timeZone=Nowhere/Land")
                        .refused(400)
                        .wrongFields())
                .containsExactly("timeZone");
        assertThat(admin.get("/api/schedules/preview?cron=0+0+*+*+8")
                        .refused(400)
                        .text("/message"))
                .contains("day of week");
    }

    private void zone(Tenant tenant, String zone) {
        database.sql("update organization set time_zone = :zone where id = :id")
                .param("zone", zone)
                .param("id", tenant.id())
                .update();
    }

    private String made(Tenant tenant, String fields) {
        return admin.post("/api/schedules", body(tenant, fields)).expect(201).text("/data/id");
    }

    private static String body(Tenant tenant, String fields) {
        return "{\"organizationId\": %d, \"name\": \"Greets\", \"type\": \"greeting\", \"parameters\": {\"whom\": \"World\"}, %s}"
                .formatted(tenant.id(), fields);
    }
}
