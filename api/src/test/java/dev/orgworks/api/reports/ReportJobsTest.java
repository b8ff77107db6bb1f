package dev.orgworks.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports that are made again and again, as managers see to them. */
class ReportJobsTest extends ApiTest {

    private static final String REPORT = "\"report\": {\"type\": \"learners\", \"format\": \"csv\"}";
    private static final String YEARLY = "\"cron\": \"0 3 1 1 *\"";

    @AfterEach
    void leaveNoReportJob() {
        database.sql("delete from job_schedule where type = 'reportExport'").update();
    }

    @Test
    void aReportJobIsMadeWithAllThatWasLeftOut() {
        Tenant tenant = tenant();
        zone(tenant, "America/New_York");
        Client manager = somebody("MANAGER", tenant);
        String request = UUID.randomUUID().toString();

        Answer made = manager.post(
                        jobs(tenant),
                        "{\"name\": \" Learners \", %s, \"cadence\": \"Weekly\"}".formatted(REPORT),
                        "x-request-id",
                        request)
                .expect(201);
        Answer shown = manager.get(made.header("location")).expect(200);

        assertThat(shown.text("/data/name")).isEqualTo("Learners");
        assertThat(shown.at("/data/organizationId").longValue()).isEqualTo(tenant.id());
        assertThat(shown.text("/data/report/type")).isEqualTo("learners");
        assertThat(shown.text("/data/report/format")).isEqualTo("csv");
        assertThat(shown.text("/data/cadence/every")).isEqualTo("weekly");
        assertThat(shown.text("/data/cadence/weekday")).isEqualTo("monday");
        assertThat(shown.text("/data/cadence/at")).startsWith("06:00");
        assertThat(shown.text("/data/timeZone")).isEqualTo("America/New_York");
        assertThat(shown.at("/data/ownTimeZone").booleanValue()).isFalse();
        assertThat(shown.at("/data/recipients").size()).isZero();
        assertThat(shown.at("/data/attach").booleanValue()).isTrue();
        assertThat(shown.at("/data/startWithinMinutes").intValue()).isEqualTo(60);
        assertThat(shown.text("/data/catchUp")).isEqualTo("last");
        assertThat(shown.at("/data/paused").booleanValue()).isFalse();
        assertThat(shown.at("/data/lastRun").isNull()).isTrue();
        assertThat(shown.at("/data/nextRuns").size()).isEqualTo(10);
        assertThat(shown.text("/data/nextRuns/0/at")).isEqualTo(shown.text("/data/nextRunAt"));
        assertThat(StreamSupport.stream(shown.at("/data/nextRuns").spliterator(), false)
                        .map(run -> OffsetDateTime.parse(run.path("local").asString())))
                .allSatisfy(local -> assertThat(local.getDayOfWeek() + " " + local.toLocalTime())
                        .isEqualTo("MONDAY 06:00"));
        assertThat(shown.text("/data/createdBy")).isNotBlank();
        assertThat(shown.header("etag")).startsWith("\"0-");
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("schedule.created");
            assertThat(row.organizationId()).isEqualTo(tenant.id());
            assertThat(row.after()).contains("reportExport", "learners");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"cadence\": \"DAILY\" | daily |  | ",
                "\"cadence\": \"monthly\" | monthly |  | 1",
                "\"cadence\": \"Quarterly\" | quarterly |  | 1",
                "\"cadence\": {\"every\": \"weekly\", \"weekday\": \"Friday\"} | weekly | friday | ",
                "\"cadence\": {\"every\": \"monthly\", \"at\": \"23:30\", \"dayOfMonth\": 31} | monthly |  | 31",
                "\"cadence\": {\"every\": \"QUARTERLY\", \"monthOfQuarter\": 2} | quarterly |  | 1",
            })
    void aCadenceIsReadLeniently(String given, String every, String weekday, String dayOfMonth) {
        Answer made = admin.post(jobs(tenant()), body(given)).expect(201);

        assertThat(made.text("/data/cadence/every")).isEqualTo(every);
        assertThat(made.text("/data/cadence/weekday")).isEqualTo(weekday == null ? "" : weekday);
        assertThat(made.text("/data/cadence/dayOfMonth")).isEqualTo(dayOfMonth == null ? "" : dayOfMonth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cadence | \"attach\": true | Give a cadence",
                "cadence | \"cadence\": 7 | daily, weekly, monthly, quarterly",
                "cadence.every | \"cadence\": \"hourly\" | daily, weekly, monthly, quarterly",
                "cadence.every | \"cadence\": {} | daily, weekly, monthly, quarterly",
                "cadence.on | \"cadence\": {\"every\": \"daily\", \"on\": 1} | not a field",
                "cadence.at | \"cadence\": {\"every\": \"daily\", \"at\": \"6\"} | a local time",
                "cadence.weekday | \"cadence\": {\"every\": \"daily\", \"weekday\": \"monday\"} | says nothing",
                "cadence.dayOfMonth | \"cadence\": {\"every\": \"monthly\", \"dayOfMonth\": 32} | from 1 to 31",
                "cadence.dayOfMonth | \"cadence\": {\"every\": \"monthly\", \"dayOfMonth\": 1.5} | a whole number",
                "cron | \"cron\": \"0 25 * * *\" | for the hour",
                "cron | \"cron\": \"0 0 * * *\", \"cadence\": \"daily\" | not both",
                "timeZone | \"cadence\": \"daily\", \"timeZone\": \"Europe/Atlantis\" | Europe/Atlantis",
                "catchUp | \"cadence\": \"daily\", \"catchUp\": \"some\" | none, last, all",
                "startWithinMinutes | \"cadence\": \"daily\", \"startWithinMinutes\": 0 | from 1 to 1440",
                "startWithinMinutes | \"cadence\": \"daily\", \"startWithinMinutes\": 1441 | from 1 to 1440",
                "recipients[1] | \"cadence\": \"daily\", \"recipients\": [\"a@example.org\", \"nobody\"] | an address",
                "report.type | \"cadence\": \"daily\", \"report\": {\"type\": \"gossip\", \"format\": \"csv\"} | team-performance",
                "report.type | \"cadence\": \"daily\", \"report\": {\"format\": \"csv\"} | learners",
                "report.format | \"cadence\": \"daily\", \"report\": {\"type\": \"learners\", \"format\": \"doc\"} | xlsx",
                "report.format | \"cadence\": \"daily\", \"report\": {\"type\": \"learners\", \"format\": \"pdf\"} | summary",
                "report.kind | \"cadence\": \"daily\", \"report\": {\"type\": \"learners\", \"format\": \"csv\", \"kind\": 1} | not a field",
                "report.columns[0] | \"cadence\": \"daily\", \"report\": {\"type\": \"learners\", \"format\": \"csv\", \"columns\": [\"shoe\"]} | unknown",
                "report.filters.shoe | \"cadence\": \"daily\", \"report\": {\"type\": \"learners\", \"format\": \"csv\", \"filters\": {\"shoe\": 1}} | unknown",
                "report.filters.range | \"cadence\": \"daily\", \"report\": {\"type\": \"audit\", \"format\": \"csv\", \"filters\": {\"range\": \"tomorrow\"}} | lastQuarter",
            })
    void whatIsWrongIsSaid(String field, String fields, String says) {
        Tenant tenant = tenant();
        String body = body(fields);
        if (fields.contains("\"report\"")) {
            body = body.replace(REPORT + ", ", "");
        }

        Answer refused = admin.post(jobs(tenant), body).refused(400);

        assertThat(refused.wrongFields()).contains(field);
        assertThat(refused.text("/message")).contains(says);
        assertThat(admin.get(jobs(tenant)).at("/meta/total").intValue()).isZero();
    }

    @Test
    void recipientsAreFiftyDistinctAddresses() {
        Tenant tenant = tenant();

        Answer made = admin.post(
                        jobs(tenant),
                        body(YEARLY
                                + ", \"recipients\": [\" ada@example.org\", \"ADA@example.org\", \"bob@example.org\"]"))
                .expect(201);
        StringBuilder many = new StringBuilder("\"a0@example.org\"");
        for (int i = 1; i <= 50; i++) {
            many.append(", \"a").append(i).append("@example.org\"");
        }

        assertThat(made.at("/data/recipients").toString()).isEqualTo("[\"ada@example.org\",\"bob@example.org\"]");
        admin.post(jobs(tenant), body(YEARLY + ", \"recipients\": [" + many + "]"))
                .refused(400);
    }

    @Test
    void theListIsTheOrganizationsAndFilteredByPauseAndType() {
        Tenant tenant = tenant();
        String learners = made(tenant, YEARLY);
        String audit = admin.post(
                        jobs(tenant),
                        "{\"name\": \"Audit\", \"report\": {\"type\": \"AUDIT\", \"format\": \"JSONL\"}, %s}"
                                .formatted(YEARLY))
                .expect(201)
                .text("/data/id");
        made(tenant(), YEARLY);
        admin.post("/api/schedules", """
                        {"organizationId": %d, "name": "No report", "type": "greeting", "cron": "0 3 1 1 *",
                         "parameters": {"whom": "World"}}
                        """.formatted(tenant.id())).expect(201);
        admin.post(jobs(tenant) + "/" + audit + "/pause", "{\"reason\": \"holidays\"}")
                .expect(200);

        assertThat(admin.get(jobs(tenant)).each("id")).containsExactly(audit, learners);
        assertThat(admin.get(jobs(tenant) + "?limit=1&offset=1").each("id")).containsExactly(learners);
        assertThat(admin.get(jobs(tenant) + "?paused=true").each("id")).containsExactly(audit);
        assertThat(admin.get(jobs(tenant) + "?paused=false").each("id")).containsExactly(learners);
        assertThat(admin.get(jobs(tenant) + "?type=audit").each("id")).containsExactly(audit);
        assertThat(admin.get(jobs(tenant) + "?type=audit").at("/meta/total").intValue())
                .isEqualTo(1);
        assertThat(admin.get(jobs(tenant)).at("/data/0/nextRuns").isMissingNode())
                .isTrue();
        admin.get(jobs(tenant) + "?type=gossip").refused(400);
    }

    @Test
    void aPatchChangesWhatItSaysAndNothingElse() {
        Tenant tenant = tenant();
        String path = jobs(tenant) + "/" + made(tenant, YEARLY + ", \"recipients\": [\"ada@example.org\"]");
        String request = UUID.randomUUID().toString();

        Answer changed = admin.patch(
                        path,
                        "{\"attach\": false, \"cadence\": \"daily\", \"timeZone\": \"Asia/Kathmandu\", \"catchUp\": \"ALL\"}",
                        "x-request-id",
                        request)
                .expect(200);

        assertThat(changed.at("/data/attach").booleanValue()).isFalse();
        assertThat(changed.text("/data/recipients/0")).isEqualTo("ada@example.org");
        assertThat(changed.text("/data/report/type")).isEqualTo("learners");
        assertThat(changed.at("/data/cron").isNull()).isTrue();
        assertThat(changed.text("/data/nextRuns/0/local")).endsWith("T06:00:00+05:45");
        assertThat(changed.text("/data/catchUp")).isEqualTo("all");
        assertThat(changed.at("/data/version").longValue()).isEqualTo(1);
        assertThat(audit(request)).extracting(AuditRow::action).containsExactly("schedule.changed");
        assertThat(admin.patch(path, "{\"name\": \"x\", \"version\": 0}")
                        .refused(409)
                        .text("/code"))
                .isEqualTo("STALE");
        assertThat(admin.patch(path, "{\"name\": \"x\"}", "If-Match", "\"0\"")
                        .refused(412)
                        .text("/code"))
                .isEqualTo("OUTDATED");
        admin.patch(path, "{\"name\": \"x\"}", "If-Match", changed.header("etag"))
                .expect(200);
        assertThat(admin.patch(path, "{\"report\": {\"type\": \"learners\", \"format\": \"pdf\"}}")
                        .refused(400)
                        .wrongFields())
                .containsExactly("report.format");
    }

    @Test
    void aPauseMayEndByItselfAndIsSeenInTheTag() {
        Tenant tenant = tenant();
        String path = jobs(tenant) + "/" + made(tenant, "\"cadence\": \"daily\"");

        Answer paused = admin.post(
                        path + "/pause", "{\"reason\": \"holidays\", \"resumeAt\": \"2033-01-01T00:00:00Z\"}")
                .expect(200);
        assertThat(paused.text("/data/pause/reason")).isEqualTo("holidays");
        assertThat(paused.text("/data/pause/resumeAt")).isEqualTo("2033-01-01T00:00:00Z");
        assertThat(paused.text("/data/nextRuns/0/at")).isEqualTo("2033-01-01T06:00:00Z");
        database.sql("update job_schedule set resume_at = now(6) where type = 'reportExport'")
                .update();
        eventually(() ->
                assertThat(admin.get(path).at("/data/paused").booleanValue()).isFalse());

        Answer resumed = admin.get(path).expect(200);
        assertThat(resumed.header("etag")).isNotEqualTo(paused.header("etag"));
        assertThat(resumed.at("/data/pause").isNull()).isTrue();
        assertThat(admin.patch(path, "{\"paused\": true, \"reason\": \"again\"}")
                        .expect(200)
                        .text("/data/pause/reason"))
                .isEqualTo("again");
        assertThat(admin.post(path + "/resume").expect(200).at("/data/paused").booleanValue())
                .isFalse();
    }

    @Test
    void aRunByHandMakesAnExportOfTheDaysThatItsRangeMeans() {
        Tenant tenant = tenant();
        String path =
                jobs(tenant) + "/" + admin.post(jobs(tenant), """
                                {"name": "Audit", "cadence": "daily", "timeZone": "Pacific/Apia",
                                 "report": {"type": "audit", "format": "csv", "filters": {"range": "last7days"}}}
                                """).expect(201).text("/data/id");
        String request = UUID.randomUUID().toString();

        Answer begun = admin.post(path + "/run", "", "x-request-id", request).expect(202);

        assertThat(finished(begun.text("/data/jobId")).text("/data/state")).isEqualTo("COMPLETED");
        Answer shown = admin.get(path).expect(200);
        assertThat(shown.text("/data/lastRun/jobId")).isEqualTo(begun.text("/data/jobId"));
        assertThat(shown.at("/data/lastRun/scheduledFor").isNull()).isTrue();
        assertThat(shown.at("/data/lastRun/late").booleanValue()).isFalse();
        assertThat(shown.text("/data/lastRun/export/state")).isEqualTo("COMPLETED");
        assertThat(audit(request)).extracting(AuditRow::action).contains("schedule.ran");
        Map<String, Object> export = database.sql("select definition, schedule_id from report_export where id = :id")
                .param("id", shown.at("/data/lastRun/export/id").longValue())
                .query()
                .singleRow();
        LocalDate today = Instant.now().atZone(ZoneId.of("Pacific/Apia")).toLocalDate();
        assertThat(String.valueOf(export.get("definition")))
                .contains("Pacific/Apia", today.minusDays(7).toString())
                .doesNotContain("range");
    }

    @Test
    void whatIsDueRunsAndIsShownAsTheLastRun() {
        Tenant tenant = tenant();
        String path = jobs(tenant) + "/" + made(tenant, YEARLY + ", \"startWithinMinutes\": 1");
        Instant due = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);
        database.sql("update job_schedule set cron = :cron, next_at = :due where type = 'reportExport'")
                .param("cron", "0 %d * * *".formatted(due.atZone(ZoneOffset.UTC).getHour()))
                .param("due", Timestamp.from(due))
                .update();

        eventually(() ->
                assertThat(admin.get(path).text("/data/lastRun/export/state")).isEqualTo("COMPLETED"));

        Answer shown = admin.get(path);
        assertThat(shown.text("/data/lastRun/scheduledFor")).isEqualTo(due.toString());
        assertThat(shown.at("/data/lastRun/late").booleanValue()).isTrue();
        assertThat(admin.get(jobs(tenant)).text("/data/0/lastRun/state")).isEqualTo("COMPLETED");
    }

    @Test
    void aDeletedReportJobIsGoneAndNobodyReachesAnothers() {
        Tenant tenant = tenant();
        String id = made(tenant, YEARLY);
        String path = jobs(tenant) + "/" + id;

        somebody("VIEWER", tenant).get(path).refused(403);
        admin.get(jobs(tenant()) + "/" + id).refused(404);
        String other = admin.post("/api/schedules", """
                        {"organizationId": %d, "name": "No report", "type": "greeting", "cron": "0 3 1 1 *",
                         "parameters": {"whom": "World"}}
                        """.formatted(tenant.id()))
                .expect(201)
                .text("/data/id");
        admin.get(jobs(tenant) + "/" + other).refused(404);
        admin.send("DELETE", path, BodyPublishers.noBody(), "If-Match", "\"7\"").refused(412);
        admin.delete(path).expect(200);
        admin.get(path).refused(404);
        admin.delete(path).refused(404);
    }

    @Test
    void theSameIsMadeThroughTheSchedules() {
        Tenant tenant = tenant();

        String id = admin.post("/api/schedules", """
                        {"organizationId": %d, "name": "Learners", "type": "reportExport", "cron": "0 3 1 1 *",
                         "parameters": {"report": {"type": "learners", "format": "csv"}}}
                        """.formatted(tenant.id()))
                .expect(201)
                .text("/data/id");

        assertThat(admin.get(jobs(tenant) + "/" + id)
                        .expect(200)
                        .at("/data/startWithinMinutes")
                        .intValue())
                .isEqualTo(60);
        assertThat(admin.post("/api/schedules", """
                                {"organizationId": %d, "name": "Learners", "type": "reportExport", "cron": "0 3 1 1 *",
                                 "parameters": {"report": {"format": "csv"}}}
                                """.formatted(tenant.id()))
                        .refused(400)
                        .wrongFields())
                .containsExactly("parameters.report.type");
        assertThat(admin.post("/api/schedules", """
                                {"name": "Learners", "type": "reportExport", "cron": "0 3 1 1 *",
                                 "parameters": {"report": {"type": "learners", "format": "csv"}}}
                                """).refused(400).wrongFields()).containsExactly("organizationId");
    }

    private void zone(Tenant tenant, String zone) {
        database.sql("update organization set time_zone = :zone where id = :id")
                .param("zone", zone)
                .param("id", tenant.id())
                .update();
    }

    private static String jobs(Tenant tenant) {
        return tenant.path() + "/reports/jobs";
    }

    private String made(Tenant tenant, String fields) {
        return admin.post(jobs(tenant), body(fields)).expect(201).text("/data/id");
    }

    private static String body(String fields) {
        return "{\"name\": \"Learners\", " + REPORT + ", " + fields + "}";
    }
}
