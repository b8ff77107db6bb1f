package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.Refund;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Refunds: how far they may go, and the budgets that their approval takes money from. */
class RefundsTest extends CrudContractTest {

    private static final Map<String, List<String>> WAYS = Map.of(
            "PENDING", List.of(),
            "APPROVED", List.of("APPROVED"),
            "REJECTED", List.of("REJECTED"),
            "COMPLETED", List.of("APPROVED", "COMPLETED"));

    @Override
    Class<? extends DeskRow> type() {
        return Refund.class;
    }

    @Override
    String resource() {
        return "refunds";
    }

    @Override
    ObjectNode body(Desk desk) {
        return refund(desk.customer(), "50.00");
    }

    private static ObjectNode refund(String customer, String amount) {
        return json("""
                {"orderId": "48292", "customerId": "%s", "amount": "%s", "reason": "AI_BUG", "notes": "Optional notes"}
                """.formatted(customer, amount));
    }

    @Override
    ObjectNode patch() {
        return json("{\"orderId\": \"48293\", \"amount\": \"75.50\", \"reason\": \"OTHER\", \"notes\": \"Another\"}");
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "orderId", JSON.nullNode(),
                "customerId", JSON.nullNode(),
                "amount", JSON.readTree("\"50.001\""),
                "reason", JSON.readTree("\"WHIM\""),
                "status", JSON.readTree("\"PAID\""),
                "notes", JSON.readTree("5"));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, PENDING, 200",
        "PENDING, APPROVED, 200",
        "PENDING, REJECTED, 200",
        "PENDING, COMPLETED, APPROVED or REJECTED",
        "APPROVED, PENDING, REJECTED or COMPLETED",
        "APPROVED, APPROVED, 200",
        "APPROVED, REJECTED, 200",
        "APPROVED, COMPLETED, 200",
        "REJECTED, PENDING, is final",
        "REJECTED, APPROVED, is final",
        "REJECTED, REJECTED, 200",
        "REJECTED, COMPLETED, is final",
        "COMPLETED, PENDING, is final",
        "COMPLETED, APPROVED, is final",
        "COMPLETED, REJECTED, is final",
        "COMPLETED, COMPLETED, 200"
    })
    void whatMayFollowWhat(String from, String to, String outcome) {
        Desk desk = desk();
        String refund = add(desk, desk.customer(), "50.00");
        WAYS.getOrDefault(from, List.of()).forEach(status -> desk.change(refund, status(status)));
        Answer before = desk.get(refund);
        assertThat(before.text("/data/status")).isEqualTo(from);

        Answer answer = desk.client().patch(desk.path() + "/" + refund, status(to));

        if (outcome.equals("200")) {
            assertThat(answer.expect(200).text("/data/status")).isEqualTo(to);
            assertThat(answer.at("/data/processedAt").isNull())
                    .isEqualTo(to.equals("PENDING") || to.equals("REJECTED"));
            assertThat(answer.json().equals(before.json())).isEqualTo(from.equals(to));
        } else {
            assertThat(answer.refused(409).text("/message")).contains(from, to, outcome);
            assertThat(desk.get(refund).json()).isEqualTo(before.json());
        }
    }

    @Test
    void anApprovalSaysWhoAndWhen() {
        Desk desk = desk();
        String refund = add(desk, desk.customer(), "50.00");
        String approver = desk.user("REPRESENTATIVE");

        Answer approved = desk.change(refund, "{\"status\": \"APPROVED\", \"approvedBy\": \"%s\"}".formatted(approver));

        assertThat(approved.text("/data/approver/id")).isEqualTo(approver);
        assertThat(approved.text("/data/processedAt")).isEqualTo(approved.text("/data/updatedAt"));
        Answer completed = desk.change(refund, status("COMPLETED"));
        assertThat(completed.text("/data/processedAt")).isGreaterThan(approved.text("/data/processedAt"));
        assertThat(completed.text("/data/approvedBy")).isEqualTo(approver);
        assertThat(desk.get("refunds?approvedBy=" + approver).each("status")).containsExactly("COMPLETED");
        Answer another = desk.client()
                .patch(desk.path() + "/" + refund, "{\"approvedBy\": \"%s\"}".formatted(desk.user("ADMIN")));
        assertThat(another.refused(409).text("/message")).contains("approvedBy");
    }

    @Test
    void aCustomerApprovesNothing() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", "");
        String refund = add(desk, desk.customer(), "50.00");
        for (String approver : List.of(desk.customer(), UUID.randomUUID().toString(), desk().user("ADMIN"))) {
            Answer refused = desk.client()
                    .patch(
                            desk.path() + "/" + refund,
                            "{\"status\": \"APPROVED\", \"approvedBy\": \"%s\"}".formatted(approver))
                    .refused(400);
            assertThat(refused.text("/message")).contains("approvedBy", approver);
        }
        assertThat(desk.get(refund).text("/data/status")).isEqualTo("PENDING");
        assertThat(desk.get(budget).text("/data/spent")).isEqualTo("0.00");
    }

    @Test
    void aNewRefundIsPending() {
        Desk desk = desk();
        Answer refused = desk.client()
                .post(
                        desk.path() + "/refunds",
                        body(desk).put("status", "APPROVED").toString())
                .refused(400);
        assertThat(refused.text("/message")).contains("status", "PENDING");
        desk.make("refunds", body(desk).put("status", "PENDING").toString());
    }

    @Test
    void whatIsDecidedKeepsItsAmountAndItsCustomer() {
        Desk desk = desk();
        String refund = add(desk, desk.customer(), "50.00");
        desk.change(refund, "{\"status\": \"APPROVED\", \"amount\": 60}");
        for (String patch : List.of("{\"amount\": \"60.01\"}", "{\"customerId\": \"%s\"}".formatted(desk.customer()))) {
            Answer refused =
                    desk.client().patch(desk.path() + "/" + refund, patch).refused(409);
            assertThat(refused.text("/message")).contains("APPROVED", "amount", "customerId");
        }
        Answer noted = desk.change(refund, "{\"notes\": \"called him\", \"amount\": \"60.00\"}");
        assertThat(noted.text("/data/amount")).isEqualTo("60.00");
        assertThat(noted.text("/data/notes")).isEqualTo("called him");
    }

    @ParameterizedTest
    @CsvSource({
        "50, 50.00",
        "'\"50.1\"', 50.10",
        "0.01, 0.01",
        "9999999999999.99, 9999999999999.99",
        "99999999999999999.99, 99999999999999999.99",
        "'\"99999999999999999.99\"', 99999999999999999.99",
        "1e3, 1000.00"
    })
    void amountsAreDecimalsToTheLastPlace(String amount, String shown) {
        Desk desk = desk();
        Answer made =
                desk.make("refunds", body(desk).toString().replace("\"amount\":\"50.00\"", "\"amount\":" + amount));
        assertThat(made.at("/data/amount").isString()).isTrue();
        assertThat(made.text("/data/amount")).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.01",
                "0.001",
                "\"1e3\"",
                "\"fifty\"",
                "true",
                "100000000000000000.00",
                "1e400",
                "1e999999999",
                "\" 5\"",
                "[]"
            })
    void whatIsNoAmountIsRefused(String amount) {
        Desk desk = desk();
        Answer refused = desk.client()
                .post(
                        desk.path() + "/refunds",
                        body(desk).toString().replace("\"amount\":\"50.00\"", "\"amount\":" + amount))
                .refused(400);
        assertThat(refused.text("/message")).contains("amount");
    }

    @Test
    void anApprovalTakesItsMoneyFromTheBudgetOfNow() {
        Desk desk = desk();
        String past = "budgets/"
                + desk.add("budgets", budgetBody("100.00", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z", ""));
        String budget = budget(desk, "100.00", "");
        String customer = desk.customer();
        String one = add(desk, customer, "0.10");
        String two = add(desk, customer, "0.20");
        String etag = desk.get(budget).header("etag");

        desk.change(one, status("APPROVED"));
        desk.change(two, status("APPROVED"));
        desk.change(two, status("APPROVED"));

        Answer spent = desk.get(budget);
        assertThat(spent.text("/data/spent")).isEqualTo("0.30");
        assertThat(spent.text("/data/remaining")).isEqualTo("99.70");
        assertThat(spent.header("etag")).isNotEqualTo(etag);
        assertThat(spent.at("/data/usageRecords").size()).isEqualTo(2);
        assertThat(spent.text("/data/usageRecords/0/refundId")).isEqualTo(id(two));
        assertThat(spent.text("/data/usageRecords/0/customerId")).isEqualTo(customer);
        assertThat(spent.text("/data/usageRecords/0/amount")).isEqualTo("0.20");
        assertThat(spent.text("/data/usageRecords/1/refundId")).isEqualTo(id(one));
        assertThat(desk.get(past).text("/data/spent")).isEqualTo("0.00");
    }

    @Test
    void whatABudgetHasNotIsNotApproved() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", "");
        desk.change(add(desk, desk.customer(), "80.00"), status("APPROVED"));
        String refund = add(desk, desk.customer(), "20.01");

        Answer refused = desk.client()
                .patch(desk.path() + "/" + refund, status("APPROVED"))
                .refused(409);

        assertThat(refused.text("/message")).contains("20.00 of 100.00", "20.01");
        assertThat(desk.get(refund).text("/data/status")).isEqualTo("PENDING");
        desk.change(refund, "{\"status\": \"APPROVED\", \"amount\": \"20.00\"}");
        assertThat(desk.get(budget).text("/data/remaining")).isEqualTo("0.00");
    }

    @Test
    void aCustomerGetsNoMoreThanOneMay() {
        Desk desk = desk();
        budget(desk, "1000.00", ", \"refundLimitPerUser\": \"50.00\"");
        String customer = desk.customer();
        desk.change(add(desk, customer, "30.00"), status("APPROVED"));
        String refund = add(desk, customer, "20.01");

        Answer refused = desk.client()
                .patch(desk.path() + "/" + refund, status("APPROVED"))
                .refused(409);

        assertThat(refused.text("/message")).contains("50.00", "20.00 left", "20.01");
        desk.change(add(desk, customer, "20.00"), status("APPROVED"));
        desk.change(add(desk, desk.customer(), "50.00"), status("APPROVED"));
    }

    @Test
    void whoKeepsRefundBudgetsNeedsOneOfNow() {
        Desk desk = desk();
        String other = budgetBody("100.00", "2020-01-01T00:00:00Z", "2090-01-01T00:00:00Z", "")
                .replace("REFUND", "CREDIT");
        desk.add("budgets", other);
        desk.change(add(desk, desk.customer(), "50.00"), status("APPROVED"));
        desk.add("budgets", budgetBody("100.00", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z", ""));
        String refund = add(desk, desk.customer(), "50.00");

        Answer refused = desk.client()
                .patch(desk.path() + "/" + refund, status("APPROVED"))
                .refused(409);

        assertThat(refused.text("/message")).contains("No refund budget");
        budget(desk, "50.00", "");
        desk.change(refund, status("APPROVED"));
    }

    @Test
    void whatIsRejectedOrDeletedGivesItsMoneyBack() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", "");
        String rejected = add(desk, desk.customer(), "60.00");
        desk.change(rejected, "{\"status\": \"APPROVED\", \"approvedBy\": \"%s\"}".formatted(desk.user("ADMIN")));
        String request = "audit-of-" + UUID.randomUUID();

        Answer answer = desk.client()
                .patch(desk.path() + "/" + rejected, status("REJECTED"), "x-request-id", request)
                .expect(200);

        assertThat(answer.at("/data/approvedBy").isNull()).isTrue();
        assertThat(desk.get(budget).text("/data/spent")).isEqualTo("0.00");
        assertThat(audit(request)).anySatisfy(row -> {
            assertThat(row.action()).isEqualTo("budget.returned");
            assertThat(row.before()).contains("60.00", id(rejected));
            assertThat(row.after()).contains("0.00");
        });
        String deleted = add(desk, desk.customer(), "60.00");
        desk.change(deleted, status("APPROVED"));
        desk.client().delete(desk.path() + "/" + deleted).expect(200);
        Answer empty = desk.get(budget);
        assertThat(empty.text("/data/spent")).isEqualTo("0.00");
        assertThat(empty.at("/data/usageRecords").size()).isZero();
    }

    @Test
    void whatIsCompletedStays() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", "");
        String refund = add(desk, desk.customer(), "60.00");
        desk.change(refund, status("APPROVED"));
        desk.change(refund, status("COMPLETED"));

        Answer refused = desk.client().delete(desk.path() + "/" + refund).refused(409);

        assertThat(refused.text("/message")).contains("COMPLETED");
        assertThat(desk.get(budget).text("/data/spent")).isEqualTo("60.00");
    }

    @Test
    void anApprovalIsInTheAudit() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", "");
        String refund = add(desk, desk.customer(), "60.00");
        String request = "audit-of-" + UUID.randomUUID();

        desk.client()
                .patch(desk.path() + "/" + refund, status("APPROVED"), "x-request-id", request)
                .expect(200);

        assertThat(audit(request))
                .extracting(AuditRow::action)
                .containsExactlyInAnyOrder("budget.taken", "refund.changed");
        assertThat(audit(request)).anySatisfy(row -> {
            assertThat(row.targetId()).isEqualTo(id(budget));
            assertThat(row.before()).contains("\"0.00\"");
            assertThat(row.after()).contains("\"60.00\"");
        });
    }

    @Test
    void theLastMoneyGoesToAsManyAsItIsEnoughFor() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", "");
        String customer = desk.customer();
        List<String> refunds = IntStream.range(0, 64)
                .mapToObj(i -> add(desk, customer, "10.00"))
                .toList();

        List<Answer> answers =
                atOnce(64, i -> () -> desk.client().patch(desk.path() + "/" + refunds.get(i), status("APPROVED")));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(54)
                .allSatisfy(answer ->
                        assertThat(answer.refused(409).text("/message")).contains("0.00 of 100.00 left"));
        Answer spent = desk.get(budget);
        assertThat(spent.text("/data/spent")).isEqualTo("100.00");
        assertThat(spent.at("/data/usageRecords").size()).isEqualTo(10);
        assertThat(desk.get("refunds?status=APPROVED").at("/meta/total").intValue())
                .isEqualTo(10);
    }

    @Test
    void aRefundThatManyApproveAtOnceIsTakenOnce() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", "");
        String refund = add(desk, desk.customer(), "10.00");

        List<Answer> answers =
                atOnce(16, i -> () -> desk.client().patch(desk.path() + "/" + refund, status("APPROVED")));

        assertThat(answers).allSatisfy(answer -> answer.expect(200));
        assertThat(desk.get(budget).text("/data/spent")).isEqualTo("10.00");
    }

    @Test
    void whateverHappensAtOnceTheBudgetAddsUp() {
        Desk desk = desk();
        String budget = budget(desk, "100.00", ", \"alertThresholds\": [{\"percentage\": 50}]");
        String customer = desk.customer();
        List<String> refunds = IntStream.range(0, 16)
                .mapToObj(i -> add(desk, customer, "10.00"))
                .toList();

        List<Answer> answers = atOnce(64, i -> () -> {
            String path = desk.path() + "/" + refunds.get(i % 16);
            return switch (i / 16) {
                case 0 -> desk.client().patch(path, status("APPROVED"));
                case 1 -> desk.client().patch(path, status("REJECTED"));
                case 2 -> desk.client().send("DELETE", path, BodyPublishers.noBody());
                default ->
                    desk.client()
                            .patch(
                                    desk.path() + "/" + budget,
                                    "{\"limit\": \"%d.00\", \"periodStart\": \"2020-01-%02dT00:00:00Z\"}"
                                            .formatted(200 + i, 1 + i % 16));
            };
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 404, 409));
        Answer after = desk.get(budget);
        BigDecimal used = BigDecimal.ZERO;
        for (JsonNode usage : after.at("/data/usageRecords")) {
            used = used.add(new BigDecimal(usage.path("amount").asString()));
        }
        assertThat(new BigDecimal(after.text("/data/spent"))).isEqualByComparingTo(used);
        int approved = desk.get("refunds?status=APPROVED").at("/meta/total").intValue();
        assertThat(after.at("/data/usageRecords").size()).isEqualTo(approved);
    }

    private static List<Answer> atOnce(int many, IntFunction<Callable<Answer>> request) {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Callable<Answer>> all =
                    IntStream.range(0, many).mapToObj(request).toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(all)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String status(String status) {
        return "{\"status\": \"%s\"}".formatted(status);
    }

    private static String id(String resourceAndId) {
        return resourceAndId.substring(resourceAndId.indexOf('/') + 1);
    }

    private static String add(Desk desk, String customer, String amount) {
        return "refunds/" + desk.add("refunds", refund(customer, amount).toString());
    }

    private static String budget(Desk desk, String limit, String more) {
        return "budgets/"
                + desk.add("budgets", budgetBody(limit, "2025-01-01T00:00:00Z", "2090-01-01T00:00:00Z", more));
    }

    private static String budgetBody(String limit, String from, String to, String more) {
        return """
                {"type": "REFUND", "period": "YEARLY", "limit": "%s", "periodStart": "%s", "periodEnd": "%s"%s}
                """.formatted(limit, from, to, more);
    }
}
