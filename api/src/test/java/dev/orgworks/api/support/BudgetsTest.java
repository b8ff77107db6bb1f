package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.TestMail;
import dev.orgworks.domain.support.Budget;
import dev.orgworks.domain.support.DeskRow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Budgets: what may be changed of them, and who is told how much of them is spent. */
class BudgetsTest extends CrudContractTest {

    private static final AtomicInteger MONTHS = new AtomicInteger();

    @Override
    Class<? extends DeskRow> type() {
        return Budget.class;
    }

    @Override
    String resource() {
        return "budgets";
    }

    @Override
    ObjectNode body(Desk desk) {
        LocalDate month = LocalDate.of(1990, 1, 1).plusMonths(MONTHS.getAndIncrement() % 240);
        return json("""
                {"type": "REFUND", "period": "MONTHLY", "limit": "10000.00", "refundLimitPerUser": "500.00",
                 "periodStart": "%s", "periodEnd": "%s", "alertThresholds": [{"percentage": 80, "enabled": true}]}
                """.formatted(
                month.atStartOfDay(ZoneOffset.UTC).toInstant(),
                month.plusMonths(1).atStartOfDay(ZoneOffset.UTC).minusSeconds(1).toInstant()));
    }

    @Override
    ObjectNode patch() {
        return json("""
                {"limit": "12000.00", "refundLimitPerUser": "0.10", "period": "YEARLY",
                 "alertThresholds": [{"percentage": 50, "enabled": false}, {"percentage": 100, "enabled": true}]}
                """);
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "type", JSON.readTree("\"GIFT\""),
                "period", JSON.nullNode(),
                "limit", JSON.readTree("\"-0.01\""),
                "refundLimitPerUser", JSON.readTree("\"1.001\""),
                "periodStart", JSON.readTree("\"10000-01-01T00:00:00Z\""),
                "periodEnd", JSON.readTree("\"1989-01-01T00:00:00Z\""),
                "alertThresholds", JSON.readTree("[{\"percentage\": 0}]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"percentage": 101}]                       | alertThresholds[0].percentage
            [{"percentage": 80}, {"enabled": true}]     | alertThresholds[1].percentage
            [{"percentage": 80}, {"percentage": 80}]    | twice
            [{"percentage": 80.5}]                      | alertThresholds
            [{"percentage": "80"}]                      | alertThresholds
            [{"percent": 80}]                           | alertThresholds
            [null]                                      | alertThresholds
            {"percentage": 80}                          | alertThresholds
            """)
    void thresholdsAreWholePercentagesEachOnce(String thresholds, String wrong) {
        Desk desk = desk();
        ObjectNode body = body(desk);
        body.set("alertThresholds", JSON.readTree(thresholds));
        Answer refused =
                desk.client().post(desk.path() + "/budgets", body.toString()).refused(400);
        assertThat(refused.text("/message")).contains(wrong);
    }

    @Test
    void thereAreTwentyThresholdsAtMost() {
        Desk desk = desk();
        ObjectNode body = body(desk);
        for (int i = 1; i <= 21; i++) {
            body.withArray("alertThresholds").addObject().put("percentage", i + (i == 1 ? 80 : 1));
        }
        Answer refused =
                desk.client().post(desk.path() + "/budgets", body.toString()).refused(400);
        assertThat(refused.text("/message")).contains("20 at most");
    }

    @Test
    void whatIsSpentAndLeftIsTheDesksOwn() {
        Desk desk = desk();
        Answer made = desk.make(
                "budgets",
                body(desk).put("spent", "5.00").put("remaining", "1.00").toString());
        assertThat(made.text("/data/spent")).isEqualTo("0.00");
        assertThat(made.text("/data/remaining")).isEqualTo("10000.00");
        assertThat(made.at("/data/usageRecords").size()).isZero();
        assertThat(desk.get("budgets").at("/data/0/remaining").asString()).isEqualTo("10000.00");
        assertThat(desk.get("budgets").at("/data/0").has("usageRecords")).isFalse();
        Answer fractions = desk.change("budgets/" + made.text("/data/id"), "{\"limit\": 9999999999999.99}");
        assertThat(fractions.text("/data/remaining")).isEqualTo("9999999999999.99");
        Answer nobody = desk.change("budgets/" + made.text("/data/id"), "{\"refundLimitPerUser\": null}");
        assertThat(nobody.at("/data/refundLimitPerUser").isNull()).isTrue();
    }

    @Test
    void periodsOfATypeMeetButDoNotOverlap() {
        Desk desk = desk();
        desk.add("budgets", budget("REFUND", "2026-01-01T00:00:00Z", "2026-01-31T23:59:59Z"));
        desk.add("budgets", budget("REFUND", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"));
        String march = desk.add("budgets", budget("REFUND", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"));
        String credit = desk.add("budgets", budget("CREDIT", "2026-01-15T00:00:00Z", "2026-04-01T00:00:00Z"));
        desk().add("budgets", budget("REFUND", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"));

        for (String body : List.of(
                budget("REFUND", "2026-01-31T23:59:58Z", "2026-02-01T00:00:00Z"),
                budget("REFUND", "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
                budget("REFUND", "2026-02-02T00:00:00Z", "2026-02-03T00:00:00Z"))) {
            Answer refused = desk.client().post(desk.path() + "/budgets", body).refused(409);
            assertThat(refused.text("/message")).contains("REFUND", "2026-0");
        }
        desk.client()
                .patch(desk.path() + "/budgets/" + march, "{\"periodStart\": \"2026-02-28T00:00:00Z\"}")
                .refused(409);
        desk.client()
                .patch(desk.path() + "/budgets/" + credit, "{\"type\": \"REFUND\"}")
                .refused(409);
        desk.change("budgets/" + march, "{\"periodStart\": \"2026-03-02T00:00:00Z\"}");
    }

    @Test
    void ofBudgetsThatManyMakeForAPeriodAtOnceThereIsOne() {
        Desk desk = desk();
        String body = budget("REFUND", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

        List<CompletableFuture<Answer>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> desk.client().post(desk.path() + "/budgets", body)))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        assertThat(desk.get("budgets").at("/meta/total").intValue()).isEqualTo(1);
    }

    @Test
    void whatIsSpentHoldsABudget() {
        Desk desk = desk();
        String budget =
                "budgets/" + desk.add("budgets", budget("REFUND", "2025-01-01T00:00:00Z", "2090-01-01T00:00:00Z"));
        approve(desk, "60.00");

        Answer low = desk.client()
                .patch(desk.path() + "/" + budget, "{\"limit\": \"59.99\"}")
                .refused(409);
        assertThat(low.text("/message")).contains("60.00", "59.99");
        desk.client()
                .patch(desk.path() + "/" + budget, "{\"type\": \"CREDIT\"}")
                .refused(409);
        Answer kept = desk.client().delete(desk.path() + "/" + budget).refused(409);
        assertThat(kept.text("/message")).contains("1 refunds");
        assertThat(desk.change(budget, "{\"limit\": \"60.00\"}").text("/data/remaining"))
                .isEqualTo("0.00");
    }

    @Test
    void whatWasTakenIsListedInPages() {
        Desk desk = desk();
        String budget = desk.add("budgets", budget("REFUND", "2025-01-01T00:00:00Z", "2090-01-01T00:00:00Z"));
        List<String> refunds = List.of(approve(desk, "1.00"), approve(desk, "2.00"), approve(desk, "3.00"));

        Answer page = desk.get("budgets/" + budget + "/usage?limit=2&offset=1");

        assertThat(page.each("refundId")).containsExactly(refunds.get(1), refunds.get(0));
        assertThat(page.each("amount")).containsExactly("2.00", "1.00");
        assertThat(page.at("/meta").toString()).isEqualTo("{\"limit\":2,\"offset\":1,\"total\":3}");
        assertThat(desk.get("budgets/" + budget).at("/data/usageRecords/1")).isEqualTo(page.at("/data/0"));
        desk.client()
                .get(desk.path() + "/budgets/" + UUID.randomUUID() + "/usage")
                .refused(404);
        Desk others = desk();
        others.client().get(others.path() + "/budgets/" + budget + "/usage").refused(404);
    }

    @Test
    void administratorsAreToldOnceOfEachThreshold() {
        Tenant tenant = tenant();
        String administrator = member(tenant, "ADMIN").email();
        String manager = member(tenant, "MANAGER").email();
        Desk desk = desk(tenant);
        ObjectNode body = json(budget("REFUND", "2025-01-01T00:00:00Z", "2090-01-01T00:00:00Z"));
        body.set(
                "alertThresholds",
                JSON.readTree(
                        "[{\"percentage\": 80}, {\"percentage\": 50}, {\"percentage\": 90, \"enabled\": false}]"));
        String budget = "budgets/" + desk.add("budgets", body.toString());

        approve(desk, "49.99");
        assertThat(letters(tenant, administrator)).isZero();
        String refund = approve(desk, "0.01");
        assertThat(letters(tenant, administrator)).isEqualTo(1);
        desk.change("refunds/" + refund, "{\"status\": \"REJECTED\"}");
        approve(desk, "0.01");
        desk.change(budget, "{\"limit\": \"200.00\"}");
        approve(desk, "50.00");
        assertThat(letters(tenant, administrator)).isEqualTo(1);
        approve(desk, "75.00");
        assertThat(letters(tenant, administrator)).isEqualTo(2);
        desk.change(budget, "{\"alertThresholds\": [{\"percentage\": 80}, {\"percentage\": 85, \"enabled\": true}]}");
        assertThat(letters(tenant, administrator)).isEqualTo(3);

        assertThat(letters(tenant, manager)).isZero();
        eventually(() -> assertThat(TestMail.arrived(administrator)).hasSize(3));
        assertThat(TestMail.arrived(administrator)).anySatisfy(letter -> {
            assertThat(letter.subject()).startsWith("80 % of the refund budget of Organization ");
            assertThat(letter.text()).contains("175.00 of 200.00; 25.00 are left", "1 January 2025");
            assertThat(letter.html()).contains("175.00", "200.00", "25.00");
        });
    }

    private long letters(Tenant tenant, String recipient) {
        return database.sql("""
                        select count(*) from mail_message
                        where organization_id = :organization and kind = 'BUDGET_THRESHOLD' and recipient = :recipient
                        """)
                .param("organization", tenant.id())
                .param("recipient", recipient)
                .query(Long.class)
                .single();
    }

    /** A refund that is approved; answers its id. */
    private static String approve(Desk desk, String amount) {
        String refund = desk.add("refunds", """
                {"orderId": "1", "customerId": "%s", "amount": "%s", "reason": "OTHER"}
                """.formatted(desk.customer(), amount));
        desk.change("refunds/" + refund, "{\"status\": \"APPROVED\"}");
        return refund;
    }

    private static String budget(String type, String from, String to) {
        return """
                {"type": "%s", "period": "YEARLY", "limit": "100.00", "periodStart": "%s", "periodEnd": "%s"}
                """.formatted(type, from, to);
    }
}
