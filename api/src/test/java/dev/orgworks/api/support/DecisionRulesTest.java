package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.support.DecisionRule;
import dev.orgworks.domain.support.DeskRow;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules by which the desk decides: what they look like, and what they would decide. */
class DecisionRulesTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return DecisionRule.class;
    }

    @Override
    String resource() {
        return "decision-rules";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("""
                {"name": "Auto-resolve Simple Queries", "description": "...", "enabled": true, "priority": 1,
                 "conditions": [{"field": "confidence", "operator": "gt", "value": 0.95}],
                 "action": "AUTO_RESOLVE", "actionParams": {}}
                """);
    }

    @Override
    ObjectNode patch() {
        return json("""
                {"name": "Another", "enabled": false, "priority": 7, "action": "SET_PRIORITY",
                 "actionParams": {"priority": "HIGH"},
                 "conditions": [{"field": "customer.tier", "operator": "in", "value": ["PRO", "ENTERPRISE"]},
                                {"field": "assignedTo", "operator": "exists", "value": false}]}
                """);
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "name", JSON.nullNode(),
                "priority", JSON.readTree("-1"),
                "action", JSON.readTree("\"DANCE\""),
                "enabled", JSON.readTree("\"yes\""),
                "conditions", JSON.readTree("[{\"field\": \"a\", \"operator\": \"like\", \"value\": 1}]"),
                "actionParams", JSON.readTree("{\"colour\": \"red\"}"));
    }

    @Test
    void theDocumentsExampleIsAnsweredWhole() {
        Desk desk = desk();
        Answer made = desk.make("decision-rules", """
                {"name": "Auto-resolve Simple Queries", "description": "...", "priority": 1,
                 "conditions": [{"field": "confidence", "operator": "gt", "value": 0.95}],
                 "action": "AUTO_RESOLVE", "actionParams": {}}
                """);

        Answer got = desk.get("decision-rules/" + made.text("/data/id"));

        ObjectNode shown = (ObjectNode) got.at("/data");
        assertThat(shown.remove("id").asString()).isEqualTo(made.text("/data/id"));
        assertThat(desk.path()).endsWith(shown.remove("organizationId").asString());
        assertThat(shown.remove("createdAt")).isEqualTo(shown.remove("updatedAt"));
        assertThat(shown).isEqualTo(json("""
                {"name": "Auto-resolve Simple Queries", "description": "...", "enabled": true, "priority": 1,
                 "conditions": [{"field": "confidence", "operator": "gt", "value": 0.95}],
                 "action": "AUTO_RESOLVE", "actionParams": {}}
                """));
    }

    @Test
    void aRuleWithoutConditionsOrWithBadOnesIsRefusedWithTheirPlace() {
        Desk desk = desk();
        for (String conditions : new String[] {"[]", "{}", "5", "[[]]"}) {
            Answer refused = desk.client()
                    .post(
                            desk.path() + "/decision-rules",
                            body(desk)
                                    .set("conditions", JSON.readTree(conditions))
                                    .toString())
                    .refused(400);
            assertThat(refused.text("/message")).as(conditions).contains("conditions");
        }
        Answer refused = desk.client()
                .post(
                        desk.path() + "/decision-rules",
                        body(desk).set("conditions", JSON.readTree("""
                        [{"field": "a", "operator": "eq", "value": 1}, {"field": "a", "operator": "in", "value": 1}]
                        """)).toString())
                .refused(400);
        assertThat(refused.text("/message")).contains("conditions[1].value must be a list");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    AUTO_RESOLVE          | {"x": 1}                                         | actionParams.x is not a parameter
                    ESCALATE_TO_HUMAN     | {"priority": "SOON"}                             | actionParams.priority must be one of LOW
                    ESCALATE_TO_HUMAN     | {"reason": "WHY"}                                | actionParams.reason must be one of AI_UNABLE
                    ASSIGN_REPRESENTATIVE | {}                                               | actionParams.representativeId must be a UUID
                    ASSIGN_REPRESENTATIVE | {"representativeId": "0198c0de-7a11-7c3e-9b1f-2f6d5a4c3b21"} | is no representative of this organization
                    SET_PRIORITY          | {}                                               | actionParams.priority must be one of LOW
                    SET_PRIORITY          | {"priority": "HIGH", "to": []}                   | actionParams.to is not a parameter of this action; these are priority
                    SET_CATEGORY          | {"category": "NONE"}                             | actionParams.category must be one of TECHNICAL_ISSUE
                    NOTIFY                | {}                                               | actionParams.to must be a list of 1 to 10 e-mail addresses
                    NOTIFY                | {"to": []}                                       | actionParams.to must be a list
                    NOTIFY                | {"to": ["nobody"]}                               | actionParams.to must be a list
                    NOTIFY                | {"to": ["a@b.c\\r\\nBcc: d@e.f"]}                | actionParams.to must be a list
                    NOTIFY                | {"to": ["a@b.c"], "message": " "}                | actionParams.message must be a text
                    """)
    void parametersThatDoNotGoWithTheActionAreRefused(String action, String params, String said) {
        Desk desk = desk();
        Answer refused = desk.client()
                .post(
                        desk.path() + "/decision-rules",
                        body(desk)
                                .put("action", action)
                                .set("actionParams", JSON.readTree(params))
                                .toString())
                .refused(400);

        assertThat(refused.text("/message")).contains(said);
    }

    @Test
    void aStrangersRepresentativeIsNoneOfThisOrganization() {
        Desk desk = desk();
        ObjectNode body = body(desk).put("action", "ASSIGN_REPRESENTATIVE");
        body.putObject("actionParams").put("representativeId", desk().representative());

        desk.client().post(desk.path() + "/decision-rules", body.toString()).refused(400);

        ((ObjectNode) body.path("actionParams")).put("representativeId", desk.representative());
        desk.make("decision-rules", body.toString());
    }

    @Test
    void evaluationExplainsEveryRuleAndDoesNothing() {
        Desk desk = desk();
        String late = rule(desk, 5, "{\"field\": \"priority\", \"operator\": \"gte\", \"value\": \"NORMAL\"}");
        String early = rule(desk, 2, "{\"field\": \"confidence\", \"operator\": \"gt\", \"value\": 0.95}");
        String off = rule(desk, 1, "{\"field\": \"entity\", \"operator\": \"exists\", \"value\": true}");
        desk.change("decision-rules/" + off, "{\"enabled\": false}");

        Answer explained = evaluated(desk, """
                {"entity": "TICKET", "fields": {"priority": "HIGH", "confidence": "0.950", "customer": {"tier": "PRO"}}}
                """);

        assertThat(explained.text("/data/entity")).isEqualTo("TICKET");
        assertThat(explained
                        .at("/data/rules")
                        .valueStream()
                        .map(rule -> rule.path("id").asString()))
                .containsExactly(early, late);
        assertThat(explained.at("/data/rules/0/matched").booleanValue()).isFalse();
        assertThat(explained.at("/data/rules/0/conditions/0").toString())
                .isEqualTo(
                        "{\"field\":\"confidence\",\"operator\":\"gt\",\"value\":0.95,\"found\":\"0.950\",\"holds\":false}");
        assertThat(explained.at("/data/rules/1/matched").booleanValue()).isTrue();
        assertThat(explained.text("/data/applied/id")).isEqualTo(late);
        assertThat(explained.text("/data/applied/action")).isEqualTo("CUSTOM");
        assertThat(evaluated(desk, "{\"entity\": \"REFUND\", \"fields\": {}}")
                        .at("/data/applied")
                        .isNull())
                .isTrue();
        assertThat(desk.get("decisions").at("/meta/total").intValue()).isZero();
    }

    @Test
    void whatThereIsIsEvaluatedWithItsCustomer() {
        Desk desk = desk();
        String customer = desk.customer();
        desk.add(
                "customer-profiles",
                "{\"userId\": \"%s\", \"tier\": \"PRO\", \"context\": {\"os\": \"macOS\"}}".formatted(customer));
        String ticket = desk.add(
                "tickets",
                "{\"customerId\": \"%s\", \"subject\": \"Help me\", \"category\": \"OTHER\", \"sentiment\": \"-0.50\"}"
                        .formatted(customer));
        rule(desk, 1, """
                {"field": "customer.tier", "operator": "eq", "value": "PRO"},
                {"field": "customer.standing", "operator": "ne", "value": "SUSPENDED"},
                {"field": "customer.email", "operator": "contains", "value": "@EXAMPLE.com"},
                {"field": "customer.context.os", "operator": "eq", "value": "macOS"},
                {"field": "sentiment", "operator": "lt", "value": 0},
                {"field": "createdAt", "operator": "gt", "value": "2020-01-01T00:00:00+02:00"},
                {"field": "resolvedAt", "operator": "exists", "value": false},
                {"field": "subject", "operator": "contains", "value": "HELP"}
                """);

        Answer explained = evaluated(desk, "{\"entity\": \"TICKET\", \"id\": \"%s\"}".formatted(ticket));

        assertThat(explained.at("/data/rules/0/conditions").valueStream())
                .hasSize(8)
                .allSatisfy(condition ->
                        assertThat(condition.path("holds").booleanValue()).isTrue());
        assertThat(explained.text("/data/rules/0/conditions/0/found")).isEqualTo("PRO");
        Desk others = desk();
        others.client()
                .post(
                        others.path() + "/decision-rules/evaluate",
                        "{\"entity\": \"TICKET\", \"id\": \"%s\"}".formatted(ticket))
                .refused(404);
    }

    @Test
    void evaluationIsAskedForOneThing() {
        Desk desk = desk();
        for (String body : new String[] {
            "{}",
            "{\"entity\": \"TICKET\"}",
            "{\"entity\": \"AGENT\", \"fields\": {}}",
            "{\"fields\": {}}",
            "{\"entity\": \"TICKET\", \"fields\": {}, \"id\": \"0198c0de-7a11-7c3e-9b1f-2f6d5a4c3b21\"}",
            "{\"entity\": \"TICKET\", \"id\": \"7\"}",
            "{\"entity\": \"TICKET\", \"fields\": []}"
        }) {
            desk.client().post(desk.path() + "/decision-rules/evaluate", body).refused(400);
        }
    }

    private static Answer evaluated(Desk desk, String body) {
        return desk.client()
                .post(desk.path() + "/decision-rules/evaluate", body)
                .expect(200);
    }

    private static String rule(Desk desk, int priority, String conditions) {
        return desk.add(
                "decision-rules",
                "{\"name\": \"Rule\", \"priority\": %d, \"action\": \"CUSTOM\", \"conditions\": [%s]}"
                        .formatted(priority, conditions));
    }
}
