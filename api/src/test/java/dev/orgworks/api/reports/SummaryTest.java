package dev.orgworks.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The summary as it is asked for; that its activity is right is shown where it is made. */
class SummaryTest extends ApiTest {

    private Tenant tenant;
    private Client viewer;
    private String reports;

    @BeforeEach
    void enrolSomebody() {
        tenant = tenant();
        imported(tenant, """
                user_id,login_id,status,first_name,last_name
                A,ada,active,Ada,Lovelace
                B,bob,active,Bob,Stone
                C,cyd,suspended,,
                D,dan,active,,
                """);
        viewer = somebody("VIEWER", tenant);
        reports = tenant.path() + "/reports";
    }

    @Test
    void whatWasNeverRolledUpSaysSo() {
        Answer answer = viewer.get(reports).expect(200);

        assertThat(answer.at("/data/summary/asOf").isNull()).isTrue();
        assertThat(answer.text("/data/summary/timeZone")).isEqualTo("UTC");
        assertThat(answer.text("/data/summary/period")).isEqualTo("DAY");
        assertThat(answer.at("/data/summary/series").size()).isEqualTo(30);
        assertThat(answer.at("/data/summary/learners/total").longValue()).isZero();
        assertThat(answer.at("/data/learnerMetrics").isMissingNode()).isTrue();
    }

    @Test
    void aRollupCountsHowThingsStandAndWhatHappened() {
        long pool = seats(tenant, 5, "{}");
        assign(pool, "A");
        assign(pool, "B");
        database.sql("update license_seat set given_at = date_sub(now(6), interval 31 day) where pool_id = :pool"
                        + " order by id limit 1")
                .param("pool", pool)
                .update();
        invited(tenant, "one@example.org", "VIEWER");
        long revoked = invited(tenant, "two@example.org", "VIEWER");
        admin.patch(tenant.path() + "/invites", "{\"inviteId\": %d, \"action\": \"revoke\"}".formatted(revoked))
                .expect(200);
        admin.patch(tenant.path() + "/learners", "{\"changes\": [{\"externalId\": \"D\", \"action\": \"remove\"}]}")
                .expect(200);
        told("e1", "A", "\"kind\": \"LOGIN\"", Instant.now());
        told("e2", "A", "\"kind\": \"QUIZ\", \"course\": \"c\", \"value\": 80", Instant.now());

        rollUp();

        Answer answer = viewer.get(reports).expect(200);
        assertThat(answer.at("/data/summary/learners").toString())
                .isEqualTo("{\"total\":3,\"byStatus\":{\"ACTIVE\":2,\"SUSPENDED\":1,\"REMOVED\":1},"
                        + "\"activeLast30Days\":1,\"joined\":4}");
        assertThat(answer.at("/data/summary/seats").toString())
                .isEqualTo("{\"total\":5,\"used\":2,\"idle\":1,\"byProduct\":["
                        + "{\"product\":\"courses\",\"total\":5,\"used\":2,\"idle\":1}]}");
        assertThat(answer.at("/data/summary/invites").toString())
                .isEqualTo("{\"sent\":2,\"accepted\":0,\"expired\":0,\"revoked\":1,\"bounced\":0,\"open\":1}");
        assertThat(answer.at("/data/summary/imports").toString())
                .isEqualTo("{\"total\":1,\"byOutcome\":{\"COMPLETED\":1},\"rowsCreated\":4,\"rowsUpdated\":0,"
                        + "\"rowsSuspended\":0,\"rowsRemoved\":0}");
        assertThat(answer.at("/data/summary/claims").toString()).isEqualTo("{\"made\":0,\"waiting\":0}");
        assertThat(answer.text("/data/summary/activity/events")).isEqualTo("2");
        assertThat(answer.at("/data/summary/activity/quizScore").doubleValue()).isEqualTo(80);
        assertThat(answer.at("/data/summary/activity/byKind/LOGIN").longValue()).isEqualTo(1);
        assertThat(answer.at("/data/summary/series/29/joined").longValue()
                        + answer.at("/data/summary/series/28/joined").longValue())
                .isEqualTo(4);
    }

    @Test
    void anImportThatEndsHasItCountedAnew() {
        rollUp();

        imported(tenant, "user_id,login_id,status\nE,eve,active\n");

        eventually(() -> assertThat(viewer.get(reports).expect(200).text("/data/summary/learners/total"))
                .isEqualTo("5"));
    }

    @Test
    void claimsAndInvitesTellHowSomebodyCame() {
        long pool = seats(tenant, 5, "{}");
        String token = admin.post(
                        tenant.path() + "/provisioning",
                        "{\"kind\": \"LICENSE\", \"label\": \"Class\", \"poolId\": %d}".formatted(pool))
                .expect(201)
                .text("/data/token");
        nobody.post(
                        "/api/organizations/claim-license",
                        "{\"token\": \"%s\", \"email\": \"claims@example.org\"}".formatted(token))
                .expect(201);
        rollUp();

        Answer page = viewer.get(reports + "?includeLearners=true").expect(200);

        assertThat(learners(page, "externalId")).containsExactly("A", "B", "C", "D", "claims@example.org");
        assertThat(learners(page, "source")).containsExactly("IMPORT", "IMPORT", "IMPORT", "IMPORT", "CLAIM");
        assertThat(page.at("/data/learnerMetrics/4/seats").toString())
                .isEqualTo("[{\"poolId\":%d,\"product\":\"courses\",\"state\":\"ACTIVE\"}]".formatted(pool));
        assertThat(viewer.get(reports).expect(200).text("/data/summary/claims/made"))
                .isEqualTo("1");
    }

    @Test
    void learnersArePagedWithWhatTheyDid() {
        Instant at = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        told("e1", "B", "\"kind\": \"PROGRESS\", \"course\": \"one\", \"value\": 90", at);
        told("e2", "B", "\"kind\": \"PROGRESS\", \"course\": \"one\", \"value\": 10", at.minusSeconds(60));
        told("e3", "B", "\"kind\": \"PROGRESS\", \"course\": \"two\", \"value\": 45.5", at.minusSeconds(90));
        rollUp();

        Answer first = viewer.get(reports + "?includeLearners=true&limit=2").expect(200);
        Answer second = viewer.get(reports + "?includeLearners=true&limit=2&cursor=" + first.text("/meta/nextCursor"))
                .expect(200);
        Answer third = viewer.get(reports + "?includeLearners=true&limit=2&cursor=" + second.text("/meta/nextCursor"))
                .expect(200);

        assertThat(learners(first, "externalId")).containsExactly("A", "B");
        assertThat(learners(second, "externalId")).containsExactly("C", "D");
        assertThat(learners(third, "externalId")).isEmpty();
        assertThat(third.at("/meta/nextCursor").isMissingNode()).isTrue();
        assertThat(first.text("/meta/total")).isEqualTo("4");
        assertThat(learners(first, "name")).containsExactly("Ada Lovelace", "Bob Stone");
        assertThat(first.at("/data/learnerMetrics/0/progress").isNull()).isTrue();
        assertThat(first.at("/data/learnerMetrics/1/progress").doubleValue()).isEqualTo(67.75);
        assertThat(first.text("/data/learnerMetrics/1/courses")).isEqualTo("2");
        assertThat(first.text("/data/learnerMetrics/1/lastActivityAt")).isEqualTo(at.toString());
        assertThat(learners(
                        viewer.get(reports + "?includeLearners=true&status=SUSPENDED")
                                .expect(200),
                        "externalId"))
                .containsExactly("C");
        assertThat(first.text("/data/summary/activity/events")).isEqualTo("3");
    }

    @Test
    void aRangeIsOfTheOrganizationsDays() {
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);

        Answer week = viewer.get(reports + "?from=2026-01-07&to=2026-01-20&period=WEEK")
                .expect(200);
        Answer longer = viewer.get(reports + "?from=" + today.minusDays(200)).expect(200);

        assertThat(points(week, "startsOn")).containsExactly("2026-01-07", "2026-01-12", "2026-01-19");
        assertThat(points(week, "endsOn")).containsExactly("2026-01-11", "2026-01-18", "2026-01-20");
        assertThat(longer.text("/data/summary/period")).isEqualTo("WEEK");
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-02-30, from, INVALID",
        "to=tomorrow, to, INVALID",
        "from=2026-02-03&to=2026-02-02, to, OUT_OF_RANGE",
        "from=2020-01-01&to=2026-01-01&period=DAY, period, OUT_OF_RANGE",
        "from=1900-01-01&to=1900-01-02, from, OUT_OF_RANGE"
    })
    void aRangeThatIsNoneIsRefused(String query, String field, String code) {
        Answer refused = viewer.get(reports + "?" + query).refused(400);

        assertThat(refused.text("/details/0/field")).isEqualTo(field);
        assertThat(refused.text("/details/0/code")).isEqualTo(code);
    }

    @Test
    void otherQueriesThatAreNoneAreRefused() {
        viewer.get(reports + "?period=HOUR").refused(400);
        viewer.get(reports + "?includeLearners=true&cursor=*").refused(400);
        viewer.get(reports + "?includeLearners=true&limit=101").refused(400);
        viewer.get(reports + "?includeLearners=true&status=GONE").refused(400);
    }

    private void rollUp() {
        Answer accepted = somebody("MANAGER", tenant).post(reports + "/rollup").expect(202);
        assertThat(accepted.header("location")).isEqualTo("/api/jobs/" + accepted.text("/data/jobId"));
        Answer job = finished(accepted.text("/data/jobId"));
        assertThat(job.text("/data/state")).as(job.body()).isEqualTo("COMPLETED");
    }

    private void told(String event, String learner, String what, Instant at) {
        Answer answer = admin.post(
                        tenant.path() + "/learners/activity",
                        "{\"events\": [{\"eventId\": \"%s\", \"learner\": {\"externalId\": \"%s\"}, %s, \"at\": \"%s\"}]}"
                                .formatted(event, learner, what, at))
                .expect(200);
        assertThat(answer.text("/data/accepted")).as(answer.body()).isEqualTo("1");
    }

    private void assign(long pool, String learner) {
        admin.patch(
                        tenant.path() + "/licenses",
                        "{\"changes\": [{\"action\": \"assign\", \"poolId\": %d, \"learners\": [{\"externalId\": \"%s\"}]}]}"
                                .formatted(pool, learner))
                .expect(200);
    }

    private static List<String> learners(Answer answer, String field) {
        return texts(answer, "/data/learnerMetrics", field);
    }

    private static List<String> points(Answer answer, String field) {
        return texts(answer, "/data/summary/series", field);
    }

    private static List<String> texts(Answer answer, String list, String field) {
        List<String> texts = new ArrayList<>();
        answer.at(list).forEach(row -> texts.add(row.at("/" + field).asString()));
        return texts;
    }
}
