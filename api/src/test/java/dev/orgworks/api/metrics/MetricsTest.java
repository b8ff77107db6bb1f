package dev.orgworks.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures as they are asked for; that they are right is shown where they are made. */
class MetricsTest extends ApiTest {

    private Tenant tenant;
    private String desk;
    private Client viewer;

    @BeforeEach
    void openADesk() {
        tenant = tenant();
        admin.patch(tenant.path(), "{\"timeZone\": \"America/New_York\"}").expect(200);
        desk = "/organizations/" + tenant.uuid();
        viewer = somebody("VIEWER", tenant);
    }

    @Test
    void aRollupOnDemandMakesTheFiguresOfTheFacts() {
        UUID ada = representative("Ada");
        // 23:30 and 00:30 in New York, on the night on which the clocks go forward
        conversation("2026-03-08 04:30:00", 30, ada, 5);
        conversation("2026-03-08 05:30:00", 90, ada, 4);
        conversation("2026-03-08 06:30:00", 30, null, null);

        Answer accepted = somebody("MANAGER", tenant)
                .post(desk + "/performance-metrics/rollup")
                .expect(202);
        assertThat(accepted.header("location")).isEqualTo("/api/jobs/" + accepted.text("/data/id"));
        assertThat(finished(accepted.text("/data/id")).text("/data/state")).isEqualTo("COMPLETED");

        Answer days = viewer.get(desk + "/performance-metrics?period=DAY&from=2026-03-07&to=2026-03-08")
                .expect(200);
        assertThat(days.each("periodStart")).containsExactly("2026-03-08T05:00:00Z", "2026-03-07T05:00:00Z");
        assertThat(days.each("periodEnd")).containsExactly("2026-03-09T03:59:59Z", "2026-03-08T04:59:59Z");
        assertThat(days.each("totalChats")).containsExactly("2", "1");
        assertThat(days.each("avgResponseTime")).containsExactly("60", "30");
        assertThat(days.each("customerSatisfaction")).containsExactly("4.00", "5.00");
        assertThat(days.each("aiResolutionRate")).containsExactly("50.00", "0.00");
        assertThat(days.at("/data/0/customerSatisfaction").isString()).isTrue();
        Answer month = viewer.get(desk + "/representatives/" + ada + "/performance?period=MONTH&to=2026-03-31")
                .expect(200);
        assertThat(month.each("avgResponseTime")).containsExactly("60");
        assertThat(month.each("customerSatisfaction")).containsExactly("4.50");
        assertThat(month.at("/data/0/resolutionRate").isNull()).isTrue();
        assertThat(month.text("/data/0/representative/user/name")).isEqualTo("Ada");
        assertThat(month.at("/meta/total").intValue()).isEqualTo(1);
    }

    @Test
    void listsArePagedNewestFirst() {
        IntStream.rangeClosed(1, 9).forEach(day -> metric("DAY", "2026-05-0" + day, day));
        metric("WEEK", "2026-05-04", 30);

        Answer page = viewer.get(desk + "/performance-metrics?limit=3&offset=2").expect(200);

        assertThat(page.each("periodStart"))
                .containsExactly("2026-05-07T04:00:00Z", "2026-05-06T04:00:00Z", "2026-05-05T04:00:00Z");
        assertThat(page.at("/meta").toString()).isEqualTo("{\"limit\":3,\"offset\":2,\"total\":10}");
        assertThat(chats("period=DAY&limit=2&offset=8")).containsExactly("1");
        assertThat(chats("offset=10")).isEmpty();
        assertThat(viewer.get("/organizations/" + tenant.id() + "/performance-metrics?limit=3&offset=2")
                        .expect(200)
                        .json())
                .isEqualTo(page.json());
    }

    @Test
    void listsAreFilteredAndSorted() {
        IntStream.rangeClosed(1, 9).forEach(day -> metric("DAY", "2026-05-0" + day, 10 - day));
        metric("WEEK", "2026-05-04", 30);
        metric("MONTH", "2026-05-01", 40);

        assertThat(chats("period=WEEK")).containsExactly("30");
        assertThat(chats("period=WEEK,MONTH")).containsExactly("30", "40");
        assertThat(chats("period=WEEK&period=MONTH&sort=-totalChats")).containsExactly("40", "30");
        assertThat(chats("sort=totalChats&limit=2")).containsExactly("1", "2");
        assertThat(chats("sort=totalChats,desc&limit=2")).containsExactly("40", "30");
        assertThat(chats("sort=period,-periodStart&limit=2")).containsExactly("1", "2");
        assertThat(chats("period=DAY&from=2026-05-08&to=2026-05-08")).containsExactly("2");
        assertThat(chats("period=DAY&from=2026-05-08T04:00:00Z&to=2026-05-09T00:00:00-04:00"))
                .containsExactly("2");
        assertThat(chats("period=DAY&from=2026-05-08T04:00:01Z")).containsExactly("1");
        assertThat(chats("from=2027-01-01")).isEmpty();
    }

    @Test
    void aTeamsFiguresAreThoseOfItsRepresentatives() {
        UUID ada = representative("Ada");
        UUID bob = representative("Bob");
        for (UUID each : List.of(ada, bob)) {
            performance(each, "DAY", "2026-05-01", each.equals(ada) ? 1 : 4);
            performance(each, "DAY", "2026-05-02", each.equals(ada) ? 2 : 3);
            performance(each, "WEEK", "2026-04-27", 7);
        }

        assertThat(handled("/team-performance?period=DAY&sort=ticketsHandled")).containsExactly("1", "2", "3", "4");
        assertThat(handled("/team-performance?period=DAY&sort=-ticketsHandled&limit=1&offset=1"))
                .containsExactly("3");
        assertThat(handled("/team-performance?representativeId=" + bob)).containsExactly("3", "4", "7");
        assertThat(handled("/team-performance?period=WEEK&representativeId=" + ada + "," + bob))
                .containsExactly("7", "7");
        assertThat(handled("/team-performance?representativeId=" + UUID.randomUUID()))
                .isEmpty();
        assertThat(handled("/team-performance?period=DAY&from=2026-05-02&sort=ticketsHandled"))
                .containsExactly("2", "3");
        assertThat(handled("/representatives/" + ada + "/performance")).containsExactly("2", "1", "7");
        assertThat(viewer.get(desk + "/team-performance?sort=representativeId,period&limit=1")
                        .expect(200)
                        .text("/data/0/representative/user/name"))
                .isEqualTo("Ada");
    }

    @Test
    void nobodySeesTheFiguresOfAnotherOrganizationsRepresentative() {
        UUID ada = representative("Ada");
        performance(ada, "DAY", "2026-05-01", 1);
        Tenant other = tenant();
        Client stranger = somebody("ADMIN", other);
        String own = "/organizations/" + other.id();

        assertThat(stranger.get(own + "/team-performance?representativeId=" + ada)
                        .expect(200)
                        .each("id"))
                .isEmpty();
        stranger.get(own + "/representatives/" + ada + "/performance").refused(404);
        Answer unknown = viewer.get(desk + "/representatives/" + UUID.randomUUID() + "/performance")
                .expect(404);
        assertThat(unknown.text("/message")).startsWith("Representative not found with id ");
        viewer.get(desk + "/representatives/ada/performance").refused(404);
        viewer.get(desk + "/representatives/1/performance").refused(404);
    }

    @ParameterizedTest
    @CsvSource({
        "performance-metrics, period=HOUR, DAY",
        "performance-metrics, period=day, DAY",
        "performance-metrics, period=, DAY",
        "performance-metrics, from=yesterday, 2026-01-24",
        "performance-metrics, from=2026-02-30, 2026-01-24",
        "performance-metrics, to=2026-02-03T10:00:00, 2026-01-24",
        "performance-metrics, to=0000-01-01, 2026-01-24",
        "performance-metrics, to=9999-12-31, 2026-01-24",
        "performance-metrics, from=2026-02-02&to=2026-02-01T00:00:00Z, before",
        "performance-metrics, sort=chats, totalChats",
        "performance-metrics, sort=-, totalChats",
        "performance-metrics, representativeId=0198c0de-7a12-7001-8a3b-1c2d3e4f5a6b, period",
        "performance-metrics, limit=0, limit",
        "performance-metrics, limit=101, limit",
        "performance-metrics, offset=-1, offset",
        "team-performance, representativeId=ada, UUID",
        "team-performance, sort=totalChats, ticketsHandled",
        "team-performance, status=OPEN, representativeId"
    })
    void whatIsNotUnderstoodIsRefused(String resource, String query, String hint) {
        Answer refused = viewer.get(desk + "/" + resource + "?" + query).expect(400);

        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "message");
        assertThat(refused.text("/error")).isEqualTo("Validation failed");
        assertThat(refused.text("/message")).contains(hint);
    }

    @Test
    void whoAsksTwiceUnderOneKeyGetsOneRollup() {
        Client manager = somebody("MANAGER", tenant);
        String path = desk + "/performance-metrics/rollup";
        String key = UUID.randomUUID().toString();

        String first =
                manager.post(path, "{}", "Idempotency-Key", key).expect(202).text("/data/id");
        finished(first);

        assertThat(manager.post(path, "{}", "Idempotency-Key", key).expect(202).text("/data/id"))
                .isEqualTo(first);
        assertThat(manager.post(path).expect(202).text("/data/id")).isNotEqualTo(first);
    }

    private List<String> chats(String query) {
        return viewer.get(desk + "/performance-metrics?" + query).expect(200).each("totalChats");
    }

    private List<String> handled(String path) {
        return viewer.get(desk + path).expect(200).each("ticketsHandled");
    }

    private void metric(String period, String start, long chats) {
        database.sql("""
                        insert into performance_metric
                          (id, organization_id, period, starts_on, ends_on, period_start, period_end, total_chats, active_chats,
                           tickets_resolved)
                        values (:id, :organization, :period, :start, :start, timestamp(:start) + interval 4 hour,
                                timestamp(:start) + interval 5 hour, :chats, 0, 0)
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("organization", tenant.id())
                .param("period", period)
                .param("start", start)
                .param("chats", chats)
                .update();
    }

    private void performance(UUID representative, String period, String start, long tickets) {
        database.sql("""
                        insert into team_performance
                          (id, organization_id, representative_id, period, starts_on, ends_on, period_start, period_end,
                           tickets_handled, trend)
                        values (:id, :organization, :representative, :period, :start, :start, timestamp(:start) + interval 4 hour,
                                timestamp(:start) + interval 5 hour, :tickets, 'STABLE')
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("organization", tenant.id())
                .param("representative", BinaryUuid.bytes(representative))
                .param("period", period)
                .param("start", start)
                .param("tickets", tickets)
                .update();
    }

    private UUID representative(String name) {
        UUID user = BinaryUuid.next();
        UUID representative = BinaryUuid.next();
        database.sql("""
                        insert into support_user (id, organization_id, name, email, role, version, created_at, updated_at)
                        values (:id, :organization, :name, concat(:name, '@example.org'), 'REPRESENTATIVE', 0, now(6), now(6))
                        """)
                .param("id", BinaryUuid.bytes(user))
                .param("organization", tenant.id())
                .param("name", name)
                .update();
        database.sql("""
                        insert into support_representative
                          (id, organization_id, user_id, role, status, max_chats, version, created_at, updated_at)
                        values (:id, :organization, :user, 'SENIOR_SUPPORT', 'ONLINE', 5, 0, now(6), now(6))
                        """)
                .param("id", BinaryUuid.bytes(representative))
                .param("organization", tenant.id())
                .param("user", BinaryUuid.bytes(user))
                .update();
        return representative;
    }

    /** One that ended after an hour; without a representative, the AI had it. */
    private void conversation(String opened, int response, @Nullable UUID representative, @Nullable Integer rating) {
        database.sql("""
                        insert into support_conversation
                          (id, organization_id, representative_id, handled_by, channel, opened_at, first_response_at, ended_at,
                           rating, version, created_at, updated_at)
                        values (:id, :organization, :representative, :by, 'CHAT', :opened, timestamp(:opened) + interval :response second,
                                timestamp(:opened) + interval 1 hour, :rating, 0, now(6), now(6))
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("organization", tenant.id())
                .param("representative", representative == null ? null : BinaryUuid.bytes(representative))
                .param("by", representative == null ? "AI" : "REPRESENTATIVE")
                .param("opened", opened)
                .param("response", response)
                .param("rating", rating)
                .update();
    }
}
