package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What rules do with what is made while they are enabled. */
class RuleDecisionsTest extends DeskTest {

    private static final String ALWAYS = "{\"field\": \"entity\", \"operator\": \"exists\", \"value\": true}";

    private static String rule(Desk desk, int priority, String conditions, String action, String params) {
        return desk.add(
                "decision-rules",
                "{\"name\": \"Rule %d\", \"priority\": %d, \"action\": \"%s\", \"actionParams\": %s, \"conditions\": [%s]}"
                        .formatted(priority, priority, action, params, conditions));
    }

    private static Answer ticket(Desk desk, String more) {
        return desk.make(
                "tickets",
                "{\"customerId\": \"%s\", \"subject\": \"Help\", \"category\": \"OTHER\"%s}"
                        .formatted(desk.customer(), more));
    }

    private static Answer escalation(Desk desk, String more) {
        return desk.make(
                "escalations", "{\"customerId\": \"%s\", \"reason\": \"OTHER\"%s}".formatted(desk.customer(), more));
    }

    private static Answer decisions(Desk desk, int total) {
        Answer decisions = desk.get("decisions");
        assertThat(decisions.at("/meta/total").intValue()).as(decisions.body()).isEqualTo(total);
        return decisions;
    }

    private static void notApplied(Desk desk, String outcome) {
        Answer decisions = decisions(desk, 1);
        assertThat(decisions.at("/data/0/applied").booleanValue()).isFalse();
        assertThat(decisions.text("/data/0/outcome")).contains(outcome);
    }

    @Test
    void theFirstRuleThatMatchesDecidesAndNoOther() {
        Desk desk = desk();
        rule(desk, 9, ALWAYS, "SET_PRIORITY", "{\"priority\": \"LOW\"}");
        String first = rule(
                desk,
                3,
                "{\"field\": \"subject\", \"operator\": \"contains\", \"value\": \"HEL\"}",
                "SET_PRIORITY",
                "{\"priority\": \"URGENT\"}");
        rule(desk, 3, ALWAYS, "SET_PRIORITY", "{\"priority\": \"HIGH\"}");
        rule(
                desk,
                2,
                "{\"field\": \"confidence\", \"operator\": \"gt\", \"value\": 0.5}",
                "SET_PRIORITY",
                "{\"priority\": \"LOW\"}");
        String off = rule(desk, 1, ALWAYS, "SET_PRIORITY", "{\"priority\": \"LOW\"}");
        desk.change("decision-rules/" + off, "{\"enabled\": false}");

        Answer made = ticket(desk, "");

        assertThat(made.text("/data/priority")).isEqualTo("URGENT");
        assertThat(desk.get("tickets/" + made.text("/data/id")).json()).isEqualTo(made.json());
        Answer decisions = decisions(desk, 1);
        assertThat(decisions.text("/data/0/ruleId")).isEqualTo(first);
        assertThat(decisions.text("/data/0/ruleName")).isEqualTo("Rule 3");
        assertThat(decisions.text("/data/0/subjectType")).isEqualTo("TICKET");
        assertThat(decisions.text("/data/0/subjectId")).isEqualTo(made.text("/data/id"));
        assertThat(decisions.text("/data/0/action")).isEqualTo("SET_PRIORITY");
        assertThat(decisions.at("/data/0/applied").booleanValue()).isTrue();
        assertThat(decisions.text("/data/0/outcome")).isEqualTo("Has the priority URGENT");
    }

    @Test
    void whatIsThereAlreadyIsNotDecidedAboutNorTwice() {
        Desk desk = desk();
        String ticket = ticket(desk, "").text("/data/id");
        rule(desk, 1, ALWAYS, "SET_PRIORITY", "{\"priority\": \"URGENT\"}");
        desk.change("tickets/" + ticket, "{\"subject\": \"Other\"}");
        assertThat(desk.get("tickets/" + ticket).text("/data/priority")).isEqualTo("NORMAL");

        String key = UUID.randomUUID().toString();
        String body =
                "{\"customerId\": \"%s\", \"subject\": \"Help\", \"category\": \"OTHER\"}".formatted(desk.customer());
        Answer made = desk.client()
                .post(desk.path() + "/tickets", body, "Idempotency-Key", key)
                .expect(201);
        Answer again = desk.client()
                .post(desk.path() + "/tickets", body, "Idempotency-Key", key)
                .expect(201);
        desk.change("tickets/" + made.text("/data/id"), "{\"priority\": \"LOW\"}");

        assertThat(made.text("/data/priority")).isEqualTo("URGENT");
        assertThat(again.json()).isEqualTo(made.json());
        assertThat(desk.get("tickets/" + made.text("/data/id")).text("/data/priority"))
                .isEqualTo("LOW");
        decisions(desk, 1);
    }

    @Test
    void whatIsRefusedLeavesNoDecision() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "CUSTOM", "{}");

        desk.client()
                .post(
                        desk.path() + "/tickets",
                        "{\"customerId\": \"%s\", \"subject\": \"Help\", \"category\": \"OTHER\"}"
                                .formatted(UUID.randomUUID()))
                .refused(400);

        decisions(desk, 0);
    }

    @Test
    void aTicketIsResolvedByItself() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "AUTO_RESOLVE", "{}");

        Answer ticket = ticket(desk, "");
        Answer escalation = escalation(desk, "");

        assertThat(ticket.text("/data/status")).isEqualTo("RESOLVED");
        assertThat(ticket.at("/data/aiHandled").booleanValue()).isTrue();
        assertThat(ticket.text("/data/resolvedAt")).isNotBlank();
        assertThat(escalation.text("/data/status")).isEqualTo("RESOLVED");
        assertThat(escalation.text("/data/resolvedAt")).isNotBlank();
        decisions(desk, 2);
    }

    @Test
    void aTicketIsEscalatedWithItsConversation() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "ESCALATE_TO_HUMAN", "{\"reason\": \"VIP_CUSTOMER\"}");
        String conversation = desk.add("conversations", "{}");

        Answer ticket = ticket(desk, ", \"priority\": \"HIGH\", \"conversationId\": \"%s\"".formatted(conversation));

        Answer escalations = desk.get("escalations");
        assertThat(escalations.at("/meta/total").intValue()).isEqualTo(1);
        assertThat(escalations.text("/data/0/ticketId")).isEqualTo(ticket.text("/data/id"));
        assertThat(escalations.text("/data/0/customerId")).isEqualTo(ticket.text("/data/customerId"));
        assertThat(escalations.text("/data/0/conversationId")).isEqualTo(conversation);
        assertThat(escalations.text("/data/0/priority")).isEqualTo("HIGH");
        assertThat(escalations.text("/data/0/reason")).isEqualTo("VIP_CUSTOMER");
        assertThat(desk.get("conversations/" + conversation)
                        .at("/data/escalated")
                        .booleanValue())
                .isTrue();
        assertThat(decisions(desk, 1).text("/data/0/outcome")).contains(escalations.text("/data/0/id"));
    }

    @Test
    void anEscalationBecomesUrgentAtLeast() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "ESCALATE_TO_HUMAN", "{}");

        assertThat(escalation(desk, "").text("/data/priority")).isEqualTo("URGENT");
        assertThat(escalation(desk, ", \"priority\": \"CRITICAL\"").text("/data/priority"))
                .isEqualTo("CRITICAL");
        decisions(desk, 2);
    }

    @Test
    void aRepresentativeGetsIt() {
        Desk desk = desk();
        String representative = desk.representative();
        rule(desk, 1, ALWAYS, "ASSIGN_REPRESENTATIVE", "{\"representativeId\": \"%s\"}".formatted(representative));

        Answer ticket = ticket(desk, "");
        Answer escalation = escalation(desk, "");

        assertThat(ticket.text("/data/assignedTo")).isEqualTo(representative);
        assertThat(ticket.text("/data/assignee/id")).isEqualTo(representative);
        assertThat(ticket.text("/data/assignedAt")).isNotBlank();
        assertThat(escalation.text("/data/assignedTo")).isEqualTo(representative);
        assertThat(escalation.text("/data/status")).isEqualTo("ASSIGNED");
        decisions(desk, 2);
    }

    @Test
    void aRepresentativeWhoLeftGetsNothing() {
        Desk desk = desk();
        String representative = desk.representative();
        rule(desk, 1, ALWAYS, "ASSIGN_REPRESENTATIVE", "{\"representativeId\": \"%s\"}".formatted(representative));
        desk.client().delete(desk.path() + "/representatives/" + representative).expect(200);

        Answer ticket = ticket(desk, "");

        assertThat(ticket.at("/data/assignedTo").isNull()).isTrue();
        notApplied(desk, "is no representative of this organization");
    }

    @Test
    void aTicketGetsACategory() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "SET_CATEGORY", "{\"category\": \"BUG_REPORT\"}");

        assertThat(ticket(desk, "").text("/data/category")).isEqualTo("BUG_REPORT");
        decisions(desk, 1);
    }

    @Test
    void whatDoesNotGoWithTheSubjectIsRecordedAndNotDone() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "SET_CATEGORY", "{\"category\": \"BUG_REPORT\"}");

        Answer escalation = escalation(desk, "");

        assertThat(escalation.text("/data/status")).isEqualTo("PENDING");
        notApplied(desk, "SET_CATEGORY does not go with escalations; it goes with tickets");
    }

    private static Answer refund(Desk desk, String amount) {
        return desk.make(
                "refunds",
                "{\"orderId\": \"48292\", \"customerId\": \"%s\", \"amount\": \"%s\", \"reason\": \"AI_BUG\"}"
                        .formatted(desk.customer(), amount));
    }

    @Test
    void smallRefundsAreApprovedWhileTheBudgetLasts() {
        Desk desk = desk();
        String budget = desk.add("budgets", """
                {"type": "REFUND", "period": "YEARLY", "limit": "80.00",
                 "periodStart": "2020-01-01T00:00:00Z", "periodEnd": "2090-01-01T00:00:00Z"}
                """);
        rule(desk, 1, "{\"field\": \"amount\", \"operator\": \"lte\", \"value\": 50}", "APPROVE_REFUND", "{}");

        Answer small = refund(desk, "50.00");
        Answer large = refund(desk, "50.01");
        Answer tooMuch = refund(desk, "49.00");

        assertThat(small.text("/data/status")).isEqualTo("APPROVED");
        assertThat(small.text("/data/processedAt")).isNotBlank();
        assertThat(large.text("/data/status")).isEqualTo("PENDING");
        assertThat(tooMuch.text("/data/status")).isEqualTo("PENDING");
        assertThat(desk.get("budgets/" + budget).text("/data/spent")).isEqualTo("50.00");
        Answer decisions = decisions(desk, 2);
        assertThat(decisions.text("/data/0/subjectId")).isEqualTo(tooMuch.text("/data/id"));
        assertThat(decisions.at("/data/0/applied").booleanValue()).isFalse();
        assertThat(decisions.text("/data/0/outcome")).contains("30.00");
        assertThat(decisions.at("/data/1/applied").booleanValue()).isTrue();
    }

    @Test
    void aRefundIsRejectedAndATicketIsNot() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "REJECT_REFUND", "{}");

        assertThat(ticket(desk, "").text("/data/status")).isEqualTo("OPEN");
        notApplied(desk, "REJECT_REFUND does not go with tickets; it goes with refunds");
        assertThat(refund(desk, "1.00").text("/data/status")).isEqualTo("REJECTED");
    }

    @Test
    void onlyEscalationsBecomeCritical() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "SET_PRIORITY", "{\"priority\": \"CRITICAL\"}");

        assertThat(ticket(desk, "").text("/data/priority")).isEqualTo("NORMAL");

        notApplied(desk, "escalations, where it is to CRITICAL");
        assertThat(escalation(desk, "").text("/data/priority")).isEqualTo("CRITICAL");
    }

    @Test
    void lettersGoToThoseWhomARuleNames() {
        Desk desk = desk();
        String one = UUID.randomUUID() + "@example.org";
        String other = UUID.randomUUID() + "@example.org";
        rule(
                desk,
                1,
                ALWAYS,
                "NOTIFY",
                "{\"to\": [\"%s\", \"%s\"], \"message\": \"Look at it\"}".formatted(one, other));

        ticket(desk, "");

        assertThat(database.sql("select kind from mail_message where recipient in (:one, :other)")
                        .param("one", one)
                        .param("other", other)
                        .query(String.class)
                        .list())
                .containsExactly("DESK_DECISION", "DESK_DECISION");
        assertThat(decisions(desk, 1).text("/data/0/outcome")).contains(one, other);
    }

    @Test
    void decisionsAreListedByWhatTheyAre() {
        Desk desk = desk();
        String rule = rule(desk, 1, ALWAYS, "CUSTOM", "{\"anything\": {\"goes\": 1}}");
        Answer ticket = ticket(desk, "");
        Answer escalation = escalation(desk, "");

        String path = desk.path() + "/decisions";
        for (String all : List.of("ruleId=" + rule, "action=CUSTOM", "applied=true", "subjectType=TICKET,ESCALATION")) {
            assertThat(desk.get("decisions?" + all).each("subjectId"))
                    .as(all)
                    .containsExactly(escalation.text("/data/id"), ticket.text("/data/id"));
        }
        for (String one : List.of("subjectType=TICKET", "subjectId=" + ticket.text("/data/id"), "limit=1&offset=1")) {
            assertThat(desk.get("decisions?" + one).each("subjectId")).as(one).containsExactly(ticket.text("/data/id"));
        }
        assertThat(desk.get("decisions?sort=createdAt").each("subjectId"))
                .containsExactly(ticket.text("/data/id"), escalation.text("/data/id"));
        assertThat(desk.get("decisions?applied=false").at("/data").size()).isZero();
        desk.client().get(path + "?colour=red").refused(400);
        desk.client().get(path + "?sort=colour").refused(400);
        assertThat(desk().get("decisions").at("/meta/total").intValue()).isZero();
    }

    @Test
    void aDecisionIsInTheAuditWithTheRequestThatItAnswers() {
        Desk desk = desk();
        rule(desk, 1, ALWAYS, "SET_PRIORITY", "{\"priority\": \"HIGH\"}");
        String request = "decision-" + UUID.randomUUID();

        desk.client()
                .post(
                        desk.path() + "/tickets",
                        "{\"customerId\": \"%s\", \"subject\": \"Help\", \"category\": \"OTHER\"}"
                                .formatted(desk.customer()),
                        "x-request-id",
                        request)
                .expect(201);

        assertThat(audit(request))
                .extracting(AuditRow::action)
                .containsExactly("ticket.created", "ticket.changed", "decision.created");
    }
}
