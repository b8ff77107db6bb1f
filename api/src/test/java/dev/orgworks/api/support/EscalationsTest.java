package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.Escalation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person has to take over. */
class EscalationsTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return Escalation.class;
    }

    @Override
    String resource() {
        return "escalations";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("""
                {"conversationId": "%s", "customerId": "%s", "reason": "AI_UNABLE_TO_RESOLVE", "issueDescription": "Detailed issue",
                 "priority": "HIGH", "aiSummary": "AI-generated summary", "assignedTo": "%s"}
                """.formatted(desk.add("conversations", "{}"), desk.customer(), desk.representative()));
    }

    @Override
    ObjectNode patch() {
        return json("""
                {"priority": "CRITICAL", "aiSummary": "Another"}
                """);
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "customerId", JSON.nullNode(),
                "reason", JSON.readTree("\"BOREDOM\""),
                "priority", JSON.readTree("\"TOP\""),
                "status", JSON.readTree("\"DONE\""),
                "conversationId", JSON.readTree("\"7\""));
    }

    private static String plain(Desk desk) {
        return "{\"customerId\": \"%s\", \"reason\": \"OTHER\"}".formatted(desk.customer());
    }

    @Test
    void anEscalationGoesItsWay() {
        Desk desk = desk();
        Answer made = desk.make("escalations", plain(desk));
        String place = "escalations/" + made.text("/data/id");
        assertThat(made.text("/data/status")).isEqualTo("PENDING");
        database.sql(
                        "update support_escalation set created_at = date_sub(created_at, interval 720 second) where id = :id")
                .param("id", BinaryUuid.bytes(UUID.fromString(made.text("/data/id"))))
                .update();
        assertThat(desk.get(place).at("/data/waitTime").intValue()).isBetween(720, 780);

        Answer given = desk.change(place, "{\"assignedTo\": \"%s\"}".formatted(desk.representative()));
        assertThat(given.text("/data/status")).isEqualTo("ASSIGNED");
        assertThat(given.text("/data/assignedAt")).isNotEmpty();
        assertThat(given.at("/data/waitTime").intValue()).isBetween(720, 780);
        assertThat(given.text("/data/assignee/user/name")).isEqualTo("John Doe");
        Answer other = desk.change(
                place, "{\"assignedTo\": \"%s\", \"status\": \"IN_PROGRESS\"}".formatted(desk.representative()));
        assertThat(other.text("/data/assignedAt")).isEqualTo(given.text("/data/assignedAt"));
        Answer resolved = desk.change(place, "{\"status\": \"RESOLVED\"}");
        assertThat(resolved.text("/data/resolvedAt")).isNotEmpty();
        assertThat(resolved.at("/data/waitTime")).isEqualTo(given.at("/data/waitTime"));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, ASSIGNED IN_PROGRESS RESOLVED",
        "ASSIGNED, PENDING IN_PROGRESS RESOLVED",
        "IN_PROGRESS, PENDING ASSIGNED RESOLVED",
        "RESOLVED, ''"
    })
    void whatMayFollowWhatIsKept(String from, String allowed) {
        Desk desk = desk();
        for (Escalation.Status to : Escalation.Status.values()) {
            String place = "escalations/" + desk.add("escalations", plain(desk));
            desk.change(place, "{\"status\": \"%s\"}".formatted(from));
            Answer answer = desk.client().patch(desk.path() + "/" + place, "{\"status\": \"%s\"}".formatted(to));
            if (from.equals(to.name()) || List.of(allowed.split(" ")).contains(to.name())) {
                assertThat(answer.expect(200).text("/data/status")).isEqualTo(to.name());
            } else {
                assertThat(answer.refused(409).text("/message")).contains(from, to.name(), "final");
            }
        }
    }

    @Test
    void aConversationCountsAsEscalatedWhileThereIsAnEscalationOfIt() {
        Desk desk = desk();
        String conversation = desk.add("conversations", "{}");
        String other = desk.add("conversations", "{}");
        String escalation = desk.add(
                "escalations",
                json(plain(desk)).put("conversationId", conversation).toString());
        assertThat(escalated(desk, conversation)).isTrue();

        desk.change("escalations/" + escalation, "{\"conversationId\": \"%s\"}".formatted(other));
        assertThat(escalated(desk, conversation)).isFalse();
        assertThat(escalated(desk, other)).isTrue();

        desk.client().delete(desk.path() + "/escalations/" + escalation).expect(200);
        assertThat(escalated(desk, other)).isFalse();
    }

    @Test
    void aConversationThatManyEscalateAtOnceIsEscalatedByAll() throws Exception {
        Desk desk = desk();
        String conversation = desk.add("conversations", "{}");
        String body = json(plain(desk)).put("conversationId", conversation).toString();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = Collections.nCopies(
                    40,
                    () -> desk.client().post(desk.path() + "/escalations", body).status());
            for (Future<Integer> status : threads.invokeAll(calls)) {
                assertThat(status.get()).isEqualTo(201);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(desk.get("escalations?conversationId=" + conversation)
                        .at("/meta/total")
                        .intValue())
                .isEqualTo(40);
        assertThat(escalated(desk, conversation)).isTrue();
    }

    private static boolean escalated(Desk desk, String conversation) {
        return desk.get("conversations/" + conversation).at("/data/escalated").booleanValue();
    }
}
